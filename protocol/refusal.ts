/** What a peer's gossip validator does with an entry refused for this reason. */
export type GossipVerdict = 'ignore' | 'reject'

type Reason = {
  /** One sentence a person can read. */
  readonly sentence: string
  /** What to do about it, where something can be done. */
  readonly next?: string
  /** HTTP status of the problem details (RFC 9457). */
  readonly status: number
  /** `reject` counts against the peer who sent it; `ignore` does not. */
  readonly gossip: GossipVerdict
}

const reason = (status: number, gossip: GossipVerdict, sentence: string, next?: string): Reason =>
  next === undefined ? { sentence, status, gossip } : { sentence, next, status, gossip }

/** Every refusal there is, by code. `docs/refusals.md` is made from this list. */
export const REASONS = {
  'amendment/settled': reason(
    409,
    'ignore',
    'The amendment has been accepted or declined, or is a draft of its own by now.',
  ),
  'amendment/unknown': reason(404, 'ignore', 'There is no such amendment.'),
  'ballot/bad-choice': reason(
    422,
    'reject',
    'The choice does not fit the ballot of this proposal.',
    'Look at the options and limits of the proposal and vote again.',
  ),
  'ballot/bad-signature': reason(422, 'reject', 'A ballot is not signed by the ballot key it names.'),
  'ballot/key-replaced': reason(
    409,
    'ignore',
    'Another key has taken the place of this one since the vote opened.',
    'What was cast before stands; the new key votes in what opens from now on.',
  ),
  'ballot/late': reason(
    409,
    'ignore',
    'The ballot arrived after the deadline.',
    'See what came of the vote: its page, or `comunal proposal show`.',
  ),
  'ballot/left-out': reason(
    422,
    'ignore',
    'The node promised that this ballot is in its log, and left it out of the count.',
    'Keep the receipt and the file of evidence: together they show it to anyone.',
  ),
  'ballot/not-entitled': reason(
    403,
    'reject',
    'This ballot key is not in the electorate of the proposal.',
    'Only members of the group at the moment of opening can vote.',
  ),
  'ballot/votes-on-paper': reason(
    409,
    'ignore',
    'This voter was handed a sheet of paper to vote on.',
    'Hand the sheet back unused to vote by key.',
  ),
  'ballots/bad': reason(422, 'ignore', 'The file of ballots cannot be read.', 'Mend the line that is named.'),
  'ballots/misfit': reason(
    422,
    'ignore',
    'The ballots do not fit the method.',
    'Name a method that takes what the ballots say, or mend the line that is named.',
  ),
  'ballots/which-column': reason(
    422,
    'ignore',
    'The table does not say which of its columns holds what was chosen.',
    'Name one of these columns with --column, or call the columns Rank 1, Rank 2, …',
  ),
  'bulletin/unknown': reason(404, 'ignore', 'There is no such bulletin, or it is over.'),
  'charter/bad': reason(422, 'reject', 'The charter contradicts itself.', 'Read which field is named and mend it.'),
  'charter/bad-signature': reason(
    422,
    'reject',
    'A signature on the change of the charter does not hold, or is no steward’s.',
    'Sign the change as it is drawn up, with the key of a steward whom the charter names.',
  ),
  'charter/bad-steward': reason(
    422,
    'ignore',
    'The changed charter would name a steward who is no active member.',
    'Let them join first, or name somebody else.',
  ),
  'charter/by-council': reason(
    403,
    'reject',
    'The charter of a federation changes by a motion of its council.',
    'Move the change as a delegate: the page of the council, or `comunal federation charter amend`.',
  ),
  'charter/lapsed': reason(
    409,
    'ignore',
    'The change was drawn up more than 30 days ago.',
    'Draw it up again and ask the other stewards to sign.',
  ),
  'charter/not-a-steward': reason(
    403,
    'ignore',
    'Only a steward whom the charter names can do this.',
    'Ask one of them, or put the change to the vote.',
  ),
  'charter/not-next': reason(
    409,
    'ignore',
    'The history of this charter goes on at another step.',
    'Go on at the step that is named.',
  ),
  'charter/not-told': reason(
    422,
    'ignore',
    'What set this charter has not been told by this ticket.',
    'Tell how the charter came about first; a node does it by itself.',
  ),
  'charter/not-voted': reason(422, 'reject', 'No vote about this change of the charter had this outcome.'),
  'charter/same': reason(422, 'ignore', 'The charter says this already.', 'Change something of it first.'),
  'charter/settled': reason(409, 'ignore', 'What came of this vote on the charter stands in the log already.'),
  'charter/signed-already': reason(409, 'ignore', 'This steward has signed the change already.'),
  'charter/stale': reason(
    409,
    'ignore',
    'The charter has been changed since.',
    'Look at the charter in force and make the change upon that one.',
  ),
  'charter/too-few-signatures': reason(
    403,
    'ignore',
    'Too few stewards have signed the change of the charter.',
    'The charter says how many it takes.',
  ),
  'charter/too-long': reason(
    422,
    'reject',
    'The history of this charter is too long to be told.',
    'Found the group anew with the charter that it has now.',
  ),
  'charter/unknown-change': reason(404, 'ignore', 'There is no such change of the charter.'),
  'charter/weak-vote': reason(
    422,
    'ignore',
    'A vote on the charter has to ask for more than this.',
    'Two thirds of those for and against and half of the members, or what the group usually asks for where that is more.',
  ),
  'config/bad': reason(400, 'ignore', 'A setting of the node does not read.', 'Mend the setting that is named.'),
  'delegation/bad-delegate': reason(
    422,
    'reject',
    'Only an active member who may vote can speak for others.',
    'Choose somebody else.',
  ),
  'delegation/expired': reason(422, 'ignore', 'The delegation has expired already.', 'Choose a later date.'),
  'delegation/none': reason(404, 'ignore', 'There is no such delegation to take back.'),
  'delegation/self': reason(422, 'reject', 'Nobody can delegate to themselves.', 'Vote, or choose somebody else.'),
  'demo/failed': reason(500, 'ignore', 'The demo did not come to its end.'),
  'draft/bad-parts': reason(422, 'reject', 'Who wrote which part of this version does not add up to its text.'),
  'draft/confirmed-already': reason(409, 'ignore', 'You have confirmed your part of this version already.'),
  'draft/in-review': reason(
    409,
    'ignore',
    'The draft is in review.',
    'Wait for the moderator, or ask its author to take it back.',
  ),
  'draft/no-reason': reason(422, 'reject', 'Asking for changes needs a reason.', 'Say what has to change.'),
  'draft/not-a-writer': reason(403, 'ignore', 'This version names no part of it as yours.'),
  'draft/not-approved': reason(
    403,
    'ignore',
    'The draft has not been approved.',
    'Hand it in for review; a moderator who did not write it approves it.',
  ),
  'draft/not-attested': reason(
    422,
    'reject',
    'The node has not seen this version being written so.',
    'Save the version again from the page that writes it.',
  ),
  'draft/not-in-review': reason(409, 'ignore', 'The draft is not in review.'),
  'draft/not-let-in': reason(403, 'ignore', 'The author of the draft writes with others.', 'Ask its author.'),
  'draft/not-yours': reason(403, 'ignore', 'Only the author of the draft can do this.'),
  'draft/own-review': reason(403, 'ignore', 'Nobody reviews a draft of their own.', 'Ask another moderator.'),
  'draft/stale': reason(
    409,
    'ignore',
    'The draft has been changed meanwhile.',
    'Look at the newest version and write from there.',
  ),
  'draft/unknown': reason(404, 'ignore', 'There is no such draft.'),
  'election/already': reason(409, 'ignore', 'This has been done in this election already.'),
  'election/bad': reason(422, 'reject', 'The election contradicts itself.', 'Read which field is named and mend it.'),
  'election/late': reason(409, 'ignore', 'The time for nominations is over.'),
  'election/no-office': reason(409, 'ignore', 'This member does not hold that office.'),
  'election/not-nominated': reason(
    403,
    'ignore',
    'Nobody has put this member up.',
    'Put yourself up, or ask somebody to.',
  ),
  'election/too-early': reason(409, 'ignore', 'The vote cannot be opened while nominations last.'),
  'election/too-few': reason(
    409,
    'ignore',
    'Fewer members stand for election than there are seats.',
    'Call the election again.',
  ),
  'election/unknown': reason(404, 'ignore', 'There is no such election.'),
  'entry/bad-body': reason(422, 'reject', 'The body of the entry does not have the shape of its kind.'),
  'entry/bad-signature': reason(422, 'reject', 'The signature does not belong to the key and the entry.'),
  'entry/erased': reason(410, 'ignore', 'The body of the entry has been erased.'),
  'entry/from-the-future': reason(
    422,
    'ignore',
    'The entry is dated more than ten minutes ahead of this node.',
    'Set the clock of the device and sign again.',
  ),
  'entry/not-canonical': reason(422, 'reject', 'The bytes are not the canonical encoding of an entry.'),
  'entry/not-for-this-log': reason(422, 'reject', 'Entries of this kind do not belong in this log.'),
  'entry/too-large': reason(
    413,
    'reject',
    'The entry is larger than the protocol allows.',
    'Keep headers under 1 KiB and bodies under 64 KiB.',
  ),
  'entry/unknown-kind': reason(
    422,
    'ignore',
    'The entry is of a kind that this node does not know.',
    'Update the node.',
  ),
  'entry/wrong-log': reason(422, 'reject', 'The entry was signed for another log.'),
  'evaluation/too-early': reason(
    409,
    'ignore',
    'The day to look back has not come.',
    'Wait for the date that the proposal set.',
  ),
  'evidence/bad': reason(
    422,
    'ignore',
    'The file of evidence cannot be read.',
    'Fetch it again from a node that has it.',
  ),
  'evidence/missing': reason(
    404,
    'ignore',
    'A piece of evidence is missing.',
    'Fetch it again from a node that has it.',
  ),
  'evidence/not-in-log': reason(
    422,
    'ignore',
    'The result is not shown to stand in the log of its node.',
    'Ask the node for its evidence again; keep both if they differ.',
  ),
  'council/bad-term': reason(
    422,
    'reject',
    'A seat is held for at most ten years, and its end comes after its beginning.',
    'Give a term that is to come.',
  ),
  'council/no-seat': reason(404, 'ignore', 'The group has filled no such seat.'),
  'council/noted': reason(409, 'ignore', 'The council’s log says so already.'),
  'council/not-seated': reason(
    403,
    'ignore',
    'Only who sits on the council now can do this.',
    'The group has to seat its delegate first.',
  ),
  'council/recalled': reason(409, 'ignore', 'The delegate has been recalled already.'),
  'federation/already-joined': reason(409, 'ignore', 'The group is a member of this federation already.'),
  'federation/expulsion-backed': reason(409, 'ignore', 'This steward or delegate has backed the expulsion already.'),
  'federation/loop': reason(
    409,
    'ignore',
    'A federation would be a member of itself, through others.',
    'Leave one of the federations on the path first.',
  ),
  'federation/no-ground': reason(
    403,
    'ignore',
    'Nothing that the charter asks for stands behind the expulsion.',
    'Put it to the groups, or have enough stewards back it, as the charter says.',
  ),
  'federation/not-a-member': reason(
    403,
    'ignore',
    'The group is not a member of this federation.',
    'Ask the federation for a ticket and join.',
  ),
  'federation/unknown': reason(404, 'ignore', 'This node belongs to no such federation.'),
  'federation/unreachable': reason(
    503,
    'ignore',
    'The node of the federation could not be reached.',
    'See that it runs; a ticket that has been used opens its door no more, so ask for a new one.',
  ),
  'feed/bad-checkpoint': reason(422, 'reject', 'The checkpoint of the feed does not match its entries.'),
  'feed/forked': reason(409, 'ignore', 'The feed has two histories; it is set apart until its group resolves it.'),
  'feed/gap': reason(409, 'ignore', 'Entries before this one are missing.', 'They are asked for by sync.'),
  'feed/unproven': reason(
    409,
    'ignore',
    'How the key that writes this feed came to speak for its group has not been told yet.',
    'Wait until the feed has told how the charter was amended.',
  ),
  'fork/unproven': reason(
    422,
    'reject',
    'The two checkpoints do not show two histories of the log.',
    'Only what the key of the log has signed itself is a proof.',
  ),
  'file/unwritable': reason(
    409,
    'ignore',
    'The file cannot be written.',
    'Name a file in a folder that exists and is yours.',
  ),
  'file/unreadable': reason(404, 'ignore', 'The file cannot be read.', 'Look at its name and whose it is.'),
  'group/exists': reason(409, 'ignore', 'This node keeps a group already.'),
  'group/none': reason(
    409,
    'ignore',
    'This node keeps no group yet.',
    'Open the link that the node printed at its start, or run `comunal init`.',
  ),
  'initiative/expired': reason(409, 'ignore', 'The time to support the initiative is over.', 'Start it again.'),
  'initiative/over': reason(409, 'ignore', 'The initiative is not at the point where this can be done.'),
  'initiative/unknown': reason(404, 'ignore', 'There is no such initiative.'),
  'handover/taken': reason(
    409,
    'ignore',
    'Another device has answered this code already.',
    'Stop on the device that shows it, and show a new one.',
  ),
  'handover/unknown': reason(
    404,
    'ignore',
    'This code is not shown any more.',
    'Show a new one on the device that has the key.',
  ),
  'invite/bad-proof': reason(
    403,
    'reject',
    'The invitation was not signed for this key.',
    'Open the invitation link again.',
  ),
  'invite/expired': reason(410, 'ignore', 'The invitation has expired.', 'Ask a steward for a new one.'),
  'invite/unknown': reason(404, 'ignore', 'There is no such invitation.', 'Ask a steward for a new one.'),
  'invite/used': reason(409, 'ignore', 'The invitation has been used already.', 'Ask a steward for a new one.'),
  'key/asked-already': reason(
    409,
    'ignore',
    'Somebody has asked for this member already, or the member has objected.',
    'Wait until the time that is named, or ask a steward to decline the other request.',
  ),
  'key/backed-already': reason(409, 'ignore', 'This member has backed the request already.'),
  'key/bad': reason(
    422,
    'ignore',
    'The key file cannot be read.',
    'Use the recovery phrase, or another copy of the file.',
  ),
  'key/bad-phrase': reason(
    422,
    'ignore',
    'These are not the 24 words of a recovery phrase.',
    'Look at each word again; the last one checks the others.',
  ),
  'key/exists': reason(
    409,
    'ignore',
    'There is a member key at this place already.',
    'Use it, or name another place with --key.',
  ),
  'key/locked': reason(403, 'ignore', 'The key file is locked by another passphrase.', 'Type the passphrase again.'),
  'key/nobody-to-ask': reason(
    409,
    'ignore',
    'There is nobody else in the group who could give the membership back.',
    'Only the recovery phrase or another device with the key helps.',
  ),
  'key/none': reason(
    404,
    'ignore',
    'There is no member key at this place.',
    'Run `comunal init` or `comunal member join`, or name a key file with --key.',
  ),
  'key/not-new': reason(409, 'ignore', 'This key is somebody’s already, or has asked before.', 'Make a new key.'),
  'key/not-yours': reason(403, 'reject', 'This is another key’s to say.'),
  'key/own': reason(403, 'reject', 'Nobody backs or declines a request for their own membership.'),
  'key/replaced': reason(
    403,
    'ignore',
    'Another key has taken the place of this one.',
    'If you did not ask for that, tell your stewards at once.',
  ),
  'key/settled': reason(409, 'ignore', 'This request is over.', 'Ask anew with a new key.'),
  'key/too-early': reason(409, 'ignore', 'The lost key can still object.', 'Wait until the time that is named.'),
  'key/too-few': reason(409, 'ignore', 'Too few have backed this request yet.', 'Ask the stewards.'),
  'key/too-many': reason(
    429,
    'ignore',
    'Too many have asked for a membership at once.',
    'Ask a steward to look through the requests and decline what nobody knows of.',
  ),
  'key/unknown-request': reason(404, 'ignore', 'There is no such request for a membership.'),
  'live/bad-update': reason(422, 'reject', 'This change to the text cannot be read.', 'Load the page again.'),
  'live/full': reason(
    413,
    'ignore',
    'What is written here has grown too large.',
    'Save a version, and go on in a draft of your own.',
  ),
  'live/gap': reason(409, 'ignore', 'Changes before this one are missing.', 'Send all that the node has not got.'),
  'live/not-your-client': reason(
    403,
    'reject',
    'This change is in the name of another writer.',
    'Load the page again.',
  ),
  'live/too-fast': reason(429, 'ignore', 'You write faster than the node takes in.', 'It is sent again in a moment.'),
  'live/unknown-client': reason(404, 'ignore', 'This page does not write along yet.', 'Load the page again.'),
  'log/unknown': reason(404, 'ignore', 'This node does not keep that log.'),
  'mandate/bad-arithmetic': reason(422, 'ignore', 'The tally of the mandate does not follow from its own counts.'),
  'mandate/bad-signature': reason(422, 'ignore', 'The mandate is not signed by the node that the group authorised.'),
  'mandate/late': reason(409, 'ignore', 'The mandate came after the deadline of the federation.'),
  'mandate/missing': reason(404, 'ignore', 'The group sent no mandate before the deadline.'),
  'mandate/no-evidence': reason(
    409,
    'ignore',
    'No evidence could be had of what the mandate rests on.',
    'The group has to be reachable until its mandate is recounted.',
  ),
  'mandate/no-quorum': reason(409, 'ignore', 'Too few members of the group voted.'),
  'mandate/not-a-member': reason(403, 'ignore', 'The mandate is of a group that is not in the federation.'),
  'mandate/superseded': reason(409, 'ignore', 'The group sent a later revision of this mandate.'),
  'mandate/wrong-count': reason(422, 'ignore', 'The count of the mandate is not the count of its ballots.'),
  'mandate/wrong-weight': reason(
    422,
    'ignore',
    'The mandate claims another weight than the federation gave the group.',
  ),
  'member/already': reason(409, 'ignore', 'This key is a member already.'),
  'member/bad-key': reason(422, 'reject', 'The key is not a sound Ed25519 public key.', 'Make a new key.'),
  'member/last-steward': reason(
    409,
    'ignore',
    'The group would be left without a steward.',
    'Invite somebody as a steward first.',
  ),
  'member/no-such-name': reason(
    404,
    'ignore',
    'Nobody here has this name.',
    'Look at `comunal member list`; a key or a did:key does as well.',
  ),
  'member/no-slot': reason(
    409,
    'ignore',
    'This member has no endorsement free.',
    'Wait until the time that is named, or ask another member to vouch.',
  ),
  'member/not-allowed': reason(403, 'reject', 'The role of this member does not allow this.', 'Ask a steward.'),
  'member/unknown': reason(403, 'ignore', 'This key is not a member of the group.', 'Ask a steward for an invitation.'),
  'merge/bad-terms': reason(
    422,
    'ignore',
    'These are no terms on which two federations can merge.',
    'Draw them up again at the federation that merges: they name both federations and all its groups.',
  ),
  'merge/contested': reason(
    409,
    'ignore',
    'A veto in the federation that merges is not settled, and its log would end with it.',
    'Wait until the veto is withdrawn, agreed on or voted on again.',
  ),
  'merge/done': reason(409, 'ignore', 'These federations have merged already.'),
  'merge/ended': reason(
    409,
    'ignore',
    'The federation has merged into another one, and its log has ended.',
    'Its groups go on in that one.',
  ),
  'merge/other-terms': reason(
    409,
    'ignore',
    'The other federation has decided on other terms.',
    'Put the very same terms to both.',
  ),
  'merge/still-member': reason(
    409,
    'ignore',
    'The federation that merges is a member of another one, which would ask it in vain once its log has ended.',
    'Leave that federation first; the one that goes on can join it.',
  ),
  'merge/undecided': reason(
    409,
    'ignore',
    'It takes the decision of both federations to merge.',
    'Put the terms to the groups, and wait until they have accepted them.',
  ),
  'merge/unwitnessed': reason(
    409,
    'ignore',
    'The decision to merge is not witnessed by as many as the charter asks for, and does not bind before that.',
    'Wait until more nodes of its groups are connected (`comunal federation verdict` says who has witnessed it), and hand in its evidence as it is then.',
  ),
  'motion/bad': reason(422, 'reject', 'The motion contradicts itself.', 'Read which field is named and mend it.'),
  'motion/closed': reason(409, 'ignore', 'The council has decided on this motion.'),
  'motion/late': reason(
    409,
    'ignore',
    'The vote arrived after the deadline of the motion.',
    'See what came of it: the page of the council, or `comunal federation council motion`.',
  ),
  'motion/miscounted': reason(422, 'reject', 'The closing of the motion is not what the votes of the council come to.'),
  'motion/not-yours': reason(403, 'ignore', 'Only who has moved it can withdraw a motion.'),
  'motion/too-early': reason(409, 'ignore', 'The council still votes on this motion.'),
  'motion/unknown': reason(404, 'ignore', 'There is no such motion.'),
  'motion/voted-on': reason(
    409,
    'ignore',
    'Others have voted on this motion: it is the council’s now.',
    'Vote against it, and tell the others why.',
  ),
  'motion/withdrawn': reason(409, 'ignore', 'Who moved it has withdrawn this motion.'),
  'node/bad-replacement': reason(
    422,
    'reject',
    'The new key of the node is not what the council of the group could have signed.',
    'Read what is named, and propose it again.',
  ),
  'node/busy': reason(
    503,
    'ignore',
    'The node has more work than it can queue.',
    'Try again in a moment; nothing was written.',
  ),
  'node/failed': reason(
    500,
    'ignore',
    'The node made a mistake.',
    'Try again; what happened stands in the log of the node.',
  ),
  'node/newer-store': reason(
    500,
    'ignore',
    'The store was written by a newer version of Comunal.',
    'Update this node, or restore a backup made by this version.',
  ),
  'node/running': reason(
    409,
    'ignore',
    'A node is running on this data folder.',
    'Stop it first, or name another folder with --data.',
  ),
  'node/too-few-signatures': reason(
    403,
    'ignore',
    'Fewer stewards have signed than the charter asks for.',
    'Have more stewards sign the file: comunal node replace sign FILE',
  ),
  'node/too-many-keys': reason(
    409,
    'ignore',
    'The node of the federation has had so many keys that its members cannot be told of another one.',
    'Found a federation anew and merge this one into it: comunal federation merge --help',
  ),
  'node/unreachable': reason(
    503,
    'ignore',
    'The node could not be reached.',
    'Start it with `comunal start`, or name its address with --node.',
  ),
  'note/bad': reason(422, 'reject', 'The text is not a signed note.'),
  'note/unverified': reason(422, 'reject', 'No signature on the note is by a known key.'),
  'objection/no-reason': reason(422, 'reject', 'An objection, or a judgement of one, needs a reason.', 'Say why.'),
  'objection/not-entitled': reason(
    403,
    'ignore',
    'Only members who may vote on a proposal can object to it.',
    'Who was a member when it opened can vote on it.',
  ),
  'objection/not-heeded': reason(
    409,
    'ignore',
    'Objections decide nothing in this vote.',
    'Vote against it, and argue; a proposal by consent or consensus heeds objections, or one that says so.',
  ),
  'objection/not-yours': reason(403, 'ignore', 'Only who raised an objection can withdraw it.'),
  'objection/own': reason(403, 'ignore', 'Nobody judges an objection of their own.', 'Ask another moderator.'),
  'objection/unknown': reason(404, 'ignore', 'There is no such objection.'),
  'objection/withdrawn': reason(409, 'ignore', 'The objection has been withdrawn.'),
  'offer/not-yours': reason(403, 'ignore', 'The offer is of another group.', 'Ask that group for details.'),
  'offer/not-asked': reason(404, 'ignore', 'That group has not asked for the details.'),
  'offer/owner-away': reason(
    503,
    'ignore',
    'The node of the group whose offer it is cannot be reached now.',
    'Ask again later.',
  ),
  'offer/unknown': reason(404, 'ignore', 'There is no such offer.'),
  'pabulib/bad': reason(
    422,
    'ignore',
    'The file of the participatory budget cannot be read.',
    'Mend the line that is named.',
  ),
  'paper/bad-serial': reason(
    422,
    'reject',
    'This is no serial of a sheet.',
    'Read the eight signs on the sheet again.',
  ),
  'paper/has-voted': reason(
    409,
    'ignore',
    'This member has voted by key already.',
    'They can still change that ballot.',
  ),
  'paper/more-than-issued': reason(
    409,
    'ignore',
    'More sheets would count than were handed out.',
    'Compare the sheets with the list of those handed out.',
  ),
  'paper/not-offered': reason(
    409,
    'ignore',
    'This proposal is not voted on by paper.',
    'A proposal says so when it opens.',
  ),
  'paper/not-printed': reason(
    409,
    'ignore',
    'No sheet with this serial was printed for this vote.',
    'Read the eight signs on the sheet again.',
  ),
  'paper/unknown-draw': reason(
    409,
    'ignore',
    'The node has drawn no such serials.',
    'Ask the node for new serials and print those.',
  ),
  'paper/unknown-mark': reason(
    409,
    'ignore',
    'The node knows of no voter behind this mark.',
    'Ask the node for a mark for the member.',
  ),
  'paper/unknown-sheet': reason(404, 'ignore', 'This member has no sheet of this vote.'),
  'proposal/bad': reason(422, 'reject', 'The proposal contradicts itself.', 'Read which field is named and mend it.'),
  'proposal/closed': reason(
    409,
    'ignore',
    'The proposal is closed already.',
    'See what came of it: its page, or `comunal proposal show`.',
  ),
  'proposal/not-accepted': reason(
    409,
    'ignore',
    'The proposal was not accepted.',
    'Wait for its close where it is open still; tasks and evaluations follow from what was accepted.',
  ),
  'proposal/not-closed': reason(
    409,
    'ignore',
    'The vote is not closed yet.',
    'Wait for the time that is named; the node closes it by itself.',
  ),
  'proposal/not-rejected': reason(
    409,
    'ignore',
    'The proposal was not rejected.',
    'Argue about it while it is open; feedback follows from what was rejected.',
  ),
  'proposal/not-the-draft': reason(
    422,
    'reject',
    'The proposal does not say what its draft says.',
    'Open it as it was written, or revise the draft.',
  ),
  'proposal/not-open': reason(
    409,
    'ignore',
    'The proposal is not open for ballots.',
    'See how it stands: its page, or `comunal proposal show`.',
  ),
  'proposal/pointless': reason(
    422,
    'ignore',
    'Something in this question is settled before anybody votes.',
    'Read what is named: offer more options, fewer seats, or projects that can be paid for.',
  ),
  'proposal/text-fixed': reason(
    409,
    'ignore',
    'The text is fixed since the vote was opened.',
    'Write a draft of your own, to be voted on by itself.',
  ),
  'proposal/roll-call-hidden': reason(
    403,
    'ignore',
    'Who voted what is not shown to you, or not before the vote is closed.',
    'The proposal says who may see it. You see your own ballot.',
  ),
  'proposal/tally-hidden': reason(
    409,
    'ignore',
    'How this vote stands is not shown before it closes.',
    'Look again after the deadline.',
  ),
  'proposal/too-early': reason(
    409,
    'ignore',
    'The proposal cannot be closed before its deadline.',
    'Wait for the deadline; the node closes by itself.',
  ),
  'proposal/too-soon': reason(
    409,
    'ignore',
    'The group has rejected this less than 30 days ago.',
    'Put it again from the date that is named, or ask something else.',
  ),
  'proposal/unknown': reason(404, 'ignore', 'There is no such proposal.'),
  'receipt/bad': reason(
    422,
    'reject',
    'The receipt does not hold.',
    'Compare it with the copy that you were given first; the node of the vote has it still.',
  ),
  'receipt/unknown-node': reason(
    404,
    'ignore',
    'This machine does not know the node that gave the receipt.',
    'Name its key with --node-key; the page of the group shows it.',
  ),
  'request/bad': reason(
    400,
    'ignore',
    'The request does not have the shape that this address takes.',
    'See the description of the API at /api/v1/openapi.json.',
  ),
  'request/not-found': reason(404, 'ignore', 'There is nothing at this address.'),
  'request/too-large': reason(
    413,
    'ignore',
    'The request is larger than this address takes.',
    'Send it in smaller parts.',
  ),
  'request/too-many': reason(429, 'ignore', 'Too many requests.', 'Wait a moment.'),
  'session/bad': reason(401, 'ignore', 'The session is unknown or has expired.', 'Sign in again with your key.'),
  'session/bad-challenge': reason(
    401,
    'ignore',
    'The challenge is unknown, used or too old.',
    'Ask for a new one and sign it.',
  ),
  'setup/bad-token': reason(
    403,
    'ignore',
    'The link for the first steward is not valid.',
    'Use the link that the node printed at its last start.',
  ),
  'sortition/already': reason(409, 'ignore', 'This member has added to the seed of the draw already.'),
  'sortition/bad': reason(422, 'reject', 'The draw contradicts itself.', 'Read which field is named and mend it.'),
  'sortition/late': reason(409, 'ignore', 'The time to add to the seed of the draw is over.'),
  'sortition/not-open': reason(409, 'ignore', 'The draw is not at the point where this can be done.'),
  'sortition/too-early': reason(
    409,
    'ignore',
    'The draw cannot be made before its time.',
    'Wait; the node draws by itself.',
  ),
  'sortition/unknown': reason(404, 'ignore', 'There is no such draw.'),
  'task/done': reason(409, 'ignore', 'The task is done already.', 'Add another one where something is left to do.'),
  'task/unknown': reason(404, 'ignore', 'There is no such task.'),
  'ticket/bad': reason(
    422,
    'ignore',
    'The ticket cannot be read or does not fit.',
    'Ask the federation for a new one.',
  ),
  'ticket/expired': reason(410, 'ignore', 'The ticket has expired.', 'Ask the federation for a new one.'),
  'ticket/revoked': reason(
    410,
    'ignore',
    'The federation has taken the ticket back.',
    'Ask the federation for a new one.',
  ),
  'ticket/used': reason(409, 'ignore', 'The ticket has been used already.', 'Ask the federation for a new one.'),
  'veto/bad-clause': reason(
    422,
    'reject',
    'The veto names clauses that the proposal does not have, or not in their order.',
    'Name each contested clause once; a proposal without clauses is one.',
  ),
  'veto/no-evidence': reason(
    422,
    'reject',
    'A veto shows where its evidence can be looked up: the id of an entry, or a link.',
    'Give an id or an address that begins with https://.',
  ),
  'veto/no-ground': reason(
    422,
    'reject',
    "The federation's charter names no such ground for a veto.",
    'Take one of the grounds that it names, or vote against.',
  ),
  'veto/not-here': reason(422, 'reject', 'This question cannot be vetoed.', 'Vote against it.'),
  'veto/not-in-mediation': reason(
    409,
    'ignore',
    'Mediation begins when the proposal is decided.',
    'Wait until the decision is made; the group can withdraw its veto before.',
  ),
  'veto/raised': reason(409, 'ignore', 'The group has raised its veto of this proposal already.'),
  'veto/settled': reason(409, 'ignore', 'The veto is settled, or suspends nothing.'),
  'veto/too-late': reason(409, 'ignore', 'The time for mediation is over: the re-vote decides.'),
  'veto/unknown': reason(404, 'ignore', 'There is no such veto, or no such agreement.'),
  'witness/bad-cosignature': reason(422, 'reject', 'A cosignature on the checkpoint does not hold.'),
  'witness/bad-address': reason(422, 'ignore', 'The address of a witness begins with http:// or https://.'),
  'witness/bad-answer': reason(502, 'ignore', 'What the witness answered is no cosignature of its own.'),
  'witness/bad-key': reason(
    422,
    'ignore',
    'This is no verifier key of a witness.',
    'Copy it whole from the witness: name+eight digits+letters.',
  ),
  'witness/bad-log-key': reason(
    422,
    'ignore',
    'This is no verifier key of a log.',
    'Copy it whole from the node that writes the log: comunal witness logs.',
  ),
  'witness/inconsistent': reason(
    422,
    'reject',
    'The checkpoint does not continue the one that this witness cosigned last.',
    'A log that was restored from an old copy has to take its newer entries from its peers first.',
  ),
  'witness/knows-more': reason(
    409,
    'ignore',
    'The witness has cosigned a longer history of this log than is held here.',
    'A log that was restored from an old copy has to take its newer entries from its peers first.',
  ),
  'witness/malformed': reason(400, 'reject', 'The request is not an old size, a proof and a checkpoint.'),
  'witness/other-size': reason(
    409,
    'ignore',
    'This witness cosigned another size of the log last.',
    'Prove consistency from the size that it names.',
  ),
  'witness/refused': reason(
    502,
    'ignore',
    'The witness does not cosign.',
    'Ask whoever runs it whether it knows this log.',
  ),
  'witness/too-many': reason(409, 'ignore', 'A node asks no more than 20 outside witnesses.'),
  'witness/unknown': reason(404, 'ignore', 'No such witness is asked.'),
  'witness/unknown-log': reason(404, 'ignore', 'This witness does not know the log.'),
  'witness/unreachable': reason(502, 'ignore', 'The witness does not answer.', 'The node asks again by itself.'),
  'witness/unsigned': reason(403, 'reject', 'The checkpoint is not signed by the key of its log.'),
} as const satisfies Record<string, Reason>

export type RefusalCode = keyof typeof REASONS

/** What is wrong in particular: names and values, never secrets. */
export type RefusalDetail = Readonly<Record<string, string | number | boolean | null>>

/** Input that was refused: a value, never an exception. */
export type Refusal = { readonly refused: true; readonly code: RefusalCode; readonly detail: RefusalDetail }

export function refuse(code: RefusalCode, detail: RefusalDetail = {}): Refusal {
  return { refused: true, code, detail }
}

export function isRefusal(value: unknown): value is Refusal {
  return typeof value === 'object' && value !== null && 'refused' in value && value.refused === true
}

/** The sentence for people, with the particulars after it. */
export function refusalSentence(refusal: Refusal): string {
  const { sentence } = REASONS[refusal.code]
  const particulars = particularsOf(refusal.detail)
  return particulars.length === 0 ? sentence : `${sentence} (${particulars.join(', ')})`
}

/** From here on milliseconds are a time, below how long something takes: September 2001. */
const FIRST_TIME_MS = 1_000_000_000_000

/** What is wrong in particular, as people read it: what is not known is left out, and times are dates. */
export function particularsOf(
  detail: RefusalDetail,
  moment: (ms: number) => string = ms => new Date(ms).toISOString().replace(/:\d\d\.\d{3}Z$/, 'Z'),
): string[] {
  return Object.entries(detail).flatMap(([name, value]) => {
    if (value === null || value === '') return []
    const isTime = name.endsWith('Ms') && typeof value === 'number' && value >= FIRST_TIME_MS
    return [isTime ? `${wordsOf(name)} ${moment(value)}` : `${name} ${value}`]
  })
}

/** `closesAtMs` as `closes at`. */
function wordsOf(name: string): string {
  return name.replace(/Ms$/, '').replace(/[A-Z]/g, letter => ` ${letter.toLowerCase()}`)
}

/** The next step, where there is one. */
export function refusalNext(refusal: Refusal): string | undefined {
  const found: Reason = REASONS[refusal.code]
  return found.next
}
