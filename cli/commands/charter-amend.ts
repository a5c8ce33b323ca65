import { Command, InvalidArgumentError, Option } from 'commander'
import type { Client } from '../../node/client/client.ts'
import type { GroupInfo, InitiativeInfo } from '../../node/client/shapes.ts'
import { type Cid, shortCid, trustedCid } from '../../protocol/bytes/cid.ts'
import { changeBytes } from '../../protocol/group/amending.ts'
import type { CharterTerms } from '../../protocol/group/charter.ts'
import { leastForCharter } from '../../protocol/group/charter-vote.ts'
import type { Rational } from '../../protocol/rational.ts'
import { charterInForce, isChanged } from '../charter-in-force.ts'
import { contextOf } from '../context.ts'
import { findMember } from '../find-member.ts'
import { type MethodOptions, methodRule, withMethod } from '../method-options.ts'
import { signaturesText } from '../output/charter-signatures.ts'
import { changedLines, charterLines } from '../output/charter-text.ts'
import { count, moment } from '../output/words.ts'
import { rollCallOption } from '../privacy-options.ts'
import { duration, fraction, gather, place, positive, prose, whole } from '../read-option.ts'
import { say } from '../say.ts'
import { admission, admissionOf, shares } from './init.ts'
import { groupId } from './member.ts'

type AmendOptions = Pick<MethodOptions, 'method' | 'threshold'> & {
  name?: string
  purpose?: string
  place?: string
  language?: readonly string[]
  join?: CharterTerms['admission']
  endorsements?: number
  costDays?: number
  initiatives?: NonNullable<CharterTerms['initiatives']>
  quorum?: Rational
  review?: boolean
  activeDays?: number
  federated?: CharterTerms['federatedProposals']
  reading?: CharterTerms['privacy']['reading']
  rollCall?: CharterTerms['privacy']['rollCall']
  liveTally?: boolean
  steward?: readonly string[]
  signatures?: number
  lostKeyHours?: number
  vote?: number | true
  initiative?: number | true
  title?: string
  text?: string
}

const DAY_MS = 86_400_000
const THREE_DAYS_MS = 3 * DAY_MS
/** How long support for a change is gathered. */
const SIXTY_DAYS_MS = 60 * DAY_MS

/** `comunal charter amend`: draws up a change and signs it, or puts it to the vote. */
export function amendCommand(): Command {
  return withMethod(
    new Command('amend')
      .description('change the charter: as a steward, sign what the others sign too; or put it to the vote')
      .option('--name <name>', 'what the group is called', prose)
      .option('--purpose <text>', 'what it is for', prose)
      .option('--place <geohash>', 'where it is, to about 20 km: a geohash of four characters', place)
      .option('--language <code>', 'a language it speaks; once for each', gather)
      .option('--join <how>', 'open, invited, approved, or vouched:N', admission)
      .option('--endorsements <number>', 'vouched: how many each member may have open at once', whole)
      .option('--cost-days <days>', 'vouched: how long a removal for cause costs those who vouched', whole)
      .option(
        '--initiatives <shares>',
        'support that makes a proposal of an initiative: opinion,decision,charter',
        shares,
      ),
    { choices: false },
  )
    .option('--quorum <share>', 'share of the members that must take part', fraction)
    .option('--review <yes or no>', 'whether a moderator approves a proposal before it opens', yesOrNo)
    .option('--active-days <days>', 'count as active who did anything in so many days', positive)
    .addOption(
      new Option('--federated <how>', "how a federation's proposal opens").choices(['open-at-once', 'steward-opens']),
    )
    .addOption(new Option('--reading <whom>', 'who may read proposals and results').choices(['members', 'anyone']))
    .addOption(rollCallOption())
    .option('--live-tally <yes or no>', 'whether everyone sees how a vote stands before it closes', yesOrNo)
    .option('--steward <name>', 'who the stewards are from now on; once for each', gather)
    .option('--lost-key-hours <hours>', 'how long a lost key may object before another takes its place', whole)
    .option('--signatures <number>', 'how many of them must sign what changes the charter', positive)
    .option('--vote [time]', 'put it to the vote instead, open so long (else 3d)', duration)
    .option(
      '--initiative [time]',
      'gather support for it so long (else 60d): the vote opens once enough support it',
      duration,
    )
    .option('--title <text>', 'vote, initiative: the question', prose)
    .option('--text <text>', 'vote, initiative: what there is to say about it', prose)
    .action(amend)
}

async function amend(options: AmendOptions, command: Command): Promise<void> {
  const { output, client: open, member, pen } = contextOf(command)
  const client = open()
  const { entry, terms: before, nameOf } = await charterInForce(client)
  const terms = await amended(before, options, client)
  const change = { amends: entry, terms }
  const changed = changedLines(charterLines(before, nameOf), charterLines(terms, nameOf))
  if (options.initiative !== undefined) return startInitiative(options, command, { change, before, changed })
  if (options.vote !== undefined) {
    const closesAtMs = pen.now() + (options.vote === true ? THREE_DAYS_MS : options.vote)
    const { title = 'Change the charter?', text = '' } = options
    const least = leastForCharter({ decisions: before.decisions })
    const body = { title, text, ...least, closesAtMs, closesEarly: false, answers: null, amendment: change }
    const { id } = await say(command, client, 'proposal/opened', body)
    output.result({ id, title, closesAtMs, changed }, () =>
      [`${shortCid(trustedCid(id))}  ${title}`, ...changed, `People can vote until ${moment(closesAtMs)}.`].join('\n'),
    )
    return
  }
  const group = groupId(await client.get<GroupInfo>('/group'))
  const signature = member().signer.sign(changeBytes(group, change))
  const { id } = await say(command, client, 'charter/drafted', { ...change, signature })
  const needed = before.threshold
  const inForce = needed === 1 && (await isChanged(client, entry))
  output.result({ id, changed, signed: 1, needed, inForce }, () =>
    [`${shortCid(trustedCid(id))}  ${signaturesText(1, needed, inForce)}`, ...changed].join('\n'),
  )
}

type Drawn = { change: { amends: Cid; terms: CharterTerms }; before: CharterTerms; changed: readonly string[] }

/** Gathers support for a change; what its vote will ask for is as of any vote on the charter. */
async function startInitiative(
  options: AmendOptions,
  command: Command,
  { change, before, changed }: Drawn,
): Promise<void> {
  const { output, client: open, pen } = contextOf(command)
  const client = open()
  const { title = 'Change the charter?', text = '', initiative, vote } = options
  const expiresAtMs = pen.now() + (typeof initiative === 'number' ? initiative : SIXTY_DAYS_MS)
  const body = {
    type: 'charter' as const,
    title,
    text,
    ...leastForCharter({ decisions: before.decisions }),
    amendment: change,
    voteMs: typeof vote === 'number' ? vote : THREE_DAYS_MS,
    expiresAtMs,
  }
  const { id } = await say(command, client, 'initiative/started', body)
  const { needed } = await client.get<InitiativeInfo>(`/initiatives/${id}`)
  output.result({ id, title, needed, expiresAtMs, changed }, () =>
    [
      `${shortCid(trustedCid(id))}  ${title}`,
      ...changed,
      `${count(needed, 'supporter')} make a vote of it, until ${moment(expiresAtMs)}.`,
    ].join('\n'),
  )
}

/** The terms as they stand, with what was said in place of what it changes. */
async function amended(before: CharterTerms, options: AmendOptions, client: Client): Promise<CharterTerms> {
  const { name, purpose, place: where, language, join, initiatives, federated, signatures } = options
  const stewards = options.steward
    ? await Promise.all(options.steward.map(async typed => (await findMember(client, typed)).signer))
    : before.stewards
  return {
    ...before,
    ...(name === undefined ? {} : { name }),
    ...(purpose === undefined ? {} : { purpose }),
    ...(where === undefined ? {} : { place: where }),
    ...(language ? { languages: language } : {}),
    ...(initiatives ? { initiatives } : {}),
    ...(federated ? { federatedProposals: federated } : {}),
    admission: admissionOf({ ...options, join: join ?? before.admission }),
    decisions: decisionsOf(before, options),
    stewards,
    threshold: signatures ?? before.threshold,
    ...(options.lostKeyHours === undefined ? {} : { lostKeyHours: options.lostKeyHours }),
    privacy: privacyOf(before, options),
  }
}

/** What is so where nothing is said is not said. */
function privacyOf({ privacy }: CharterTerms, options: AmendOptions): CharterTerms['privacy'] {
  const { reading = privacy.reading, rollCall = privacy.rollCall, liveTally = privacy.liveTally } = options
  return { reading, rollCall, ...(liveTally === false ? { liveTally } : {}) }
}

function decisionsOf({ decisions }: CharterTerms, options: AmendOptions): CharterTerms['decisions'] {
  const { quorum = decisions.quorum, review = decisions.review, activeDays = decisions.activeDays } = options
  return {
    method: methodRule(options, decisions.method),
    quorum,
    ...(review ? { review } : {}),
    ...(activeDays === undefined ? {} : { activeDays }),
  }
}

function yesOrNo(text: string): boolean {
  if (text === 'yes' || text === 'no') return text === 'yes'
  throw new InvalidArgumentError('yes or no.')
}
