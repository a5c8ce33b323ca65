// Made by scripts/generate-api-client.ts from the node's OpenAPI document. Do not edit.

type Ack = { "id": string; "log": string; "index": number; "size": number; "checkpoint": string; "position": number }

type Argument = { "id": string; "side": "for" | "against" | "neutral"; "text": string; "by": string; "byName": string | null; "at": number }

type Bulletin = { "id": string; "from": string; "federation": string | null; "title": string; "text": string; "priority": "urgent" | "important" | "normal"; "audience": "all" | "delegates" | "stewards"; "publishedAtMs": number; "untilMs": number; "own": boolean; "forMe": boolean; "acknowledged": boolean }

type Charter = { "name": string; "purpose": string; "languages": (string)[]; "place": string | null; "members": "people" | "groups"; "founder": string; "stewards": (string)[]; "threshold": number; "lostKeyHours"?: number; "node": string; "admission": { "type": "open" | "invited" | "approved" } | { "type": "vouched"; "by": number; "open"?: number; "costDays"?: number }; "decisions": { "method": MethodRule; "quorum": string; "review"?: boolean; "activeDays"?: number }; "initiatives"?: { "opinion": string; "decision": string; "charter": string }; "federatedProposals": "open-at-once" | "steward-opens"; "federation": { "quorum": string; "evidence": "recount" | "arithmetic"; "binds": boolean; "witnesses"?: number; "outsideWitnesses"?: (string)[]; "expulsion"?: "decision" | "stewards" | "council"; "council": { "method": MethodRule; "quorum": string }; "veto": { "grounds": (string)[]; "heardBy": "stewards" | "groups"; "mediationMs": number; "override": string } } | null; "privacy": { "reading": "members" | "anyone"; "rollCall": "voter" | "members" | "all"; "liveTally"?: boolean } }

type CharterChanges = { "inForce": string; "versions": ({ "entry": string; "atMs": number; "terms": string; "by": { "type": "founder" | "stewards"; "signers": (Person)[] } | { "type": "vote"; "proposal": string; "title": string } | { "type": "motion"; "motion": string; "title": string } })[]; "drafts": ({ "id": string; "atMs": number; "lapsesAtMs": number; "terms": string; "signed": (Person)[]; "missing": (Person)[]; "needed": number })[] }

type Choice = { "vote": "for" | "against" | "abstain" } | { "approve": (string)[] } | { "points": ([string, number])[] } | { "rank": (string)[] } | { "tiers": ((string)[])[] }

type Concentration = { "electorate": number; "delegating": number; "lost": number; "holders": ({ "key": string; "name": string | null; "votes": number; "share": string })[] }

type Contest = { "clauses": ({ "text": string | null; "standing": "open" | "holds" | "suspended" | "falls" })[]; "vetoes": ({ "id": string; "group": string; "name": string; "ground": string; "reason": string; "evidence": ({ "text": string; "source": string })[]; "clauses": (number)[]; "state": "raised" | "without-effect" | "mediation" | "withdrawn" | "agreed" | "re-vote" | "overridden" | "upheld"; "offered": ({ "id": string; "text": string })[]; "agreed": string | null })[]; "mediationEndsMs": number | null; "override": { "share": string; "revote": string | null; "accepted": boolean | null } }

type CouncilMotion = { "id": string; "federation": string; "federationName": string; "title": string; "text": string; "does": "resolution" | "charter"; "by": { "key": string; "name": string }; "movedAtMs": number; "closesAtMs": number; "state": "open" | "waiting" | "decided" | "withdrawn"; "accepted": boolean | null; "closed": string | null; "closedAtMs": number | null; "rule": { "method": MethodRule; "quorum": string }; "groups": ({ "group": string; "name": string; "delegate": { "key": string; "name": string } | null; "vote": "for" | "against" | "abstain" | null })[]; "counts": { "for": number; "against": number; "abstain": number }; "quorum": { "needed": number; "voted": number; "met": boolean }; "change": { "amends": string; "before": string; "terms": string; "state": "open" | "in-force" | "refused"; "code": string | null } | null; "mayVote": boolean; "mayWithdraw": boolean; "mine": "for" | "against" | "abstain" | null; "witnesses": { "by": ({ "group": string | null; "name": string; "atMs": number })[]; "of": number; "needed": number; "met": boolean } | null }

type CouncilSeat = { "seating": string; "group": string; "groupName": string; "delegate": string; "name": string; "fromMs": number; "untilMs": number; "state": "sits" | "to-come" | "over" | "replaced" | "recalled"; "elected": boolean; "cause": string | null }

type DelegationScope = { "type": "everything" | "area" | "proposal"; "area"?: string; "proposal"?: string; "title"?: string }

type Delegations = { "mine": ({ "scope": DelegationScope; "to": string | null; "toName": string | null; "givenAtMs": number; "expiresAtMs": number | null })[]; "toMe": { "count": number; "from": ({ "key": string; "name": string | null; "scope": DelegationScope; "expiresAtMs": number | null })[] } }

type Draft = { "id": string; "title": string; "state": "draft" | "review" | "approved" | "opened"; "by": string; "byName": string | null; "changedAtMs": number; "proposal": string | null; "text": string; "methodRule": MethodRule; "quorum": string; "quorumOf": "eligible" | "active"; "evaluatesAtMs": number | null; "head": string; "openTo": (string)[] | null; "revisions": ({ "id": string; "base": string | null; "by": string; "byName": string | null; "at": number; "writers": ({ "by": string; "byName": string | null; "characters": number; "confirmed": boolean })[] | null })[]; "unsaved": boolean; "pieces": ({ "by": string; "byName": string | null; "text": string })[]; "contributions": ({ "by": string; "byName": string | null; "characters": number })[]; "area": string | null; "thresholds": ({ "what": "for" | "voted"; "of": "cast" | "eligible" | "active"; "share": string } | { "what": "objections" })[] | null; "amendments": ({ "id": string; "base": string; "text": string; "reason": string; "state": "offered" | "accepted" | "declined" | "own"; "declined": string | null; "own": string | null; "difference": ({ "change": "same" | "added" | "removed"; "text": string })[]; "by": string; "byName": string | null; "at": number })[]; "reviews": ({ "id": string; "revision": string; "verdict": "approved" | "changes"; "reason": string; "by": string; "byName": string | null; "at": number })[] }

type DraftSummary = { "id": string; "title": string; "state": "draft" | "review" | "approved" | "opened"; "by": string; "byName": string | null; "changedAtMs": number; "proposal": string | null }

type Election = { "id": string; "office": string; "text": string; "by": string; "role": "guest" | "newcomer" | "member" | "moderator" | "delegate" | "steward" | null; "seats": number; "council": { "federation": string; "name": string } | null; "method": string; "quorum": string; "calledAtMs": number; "nominationsUntilMs": number; "votesUntilMs": number; "termMs": number; "state": "nominating" | "opening" | "too-few" | "voting" | "filled" | "unfilled"; "nominees": ({ "person": Person; "nominatedBy": Person; "accepts": boolean | null; "statement": string; "option": string | null })[]; "proposal": string | null; "terms": (Office)[] }

type Entry = { "id": string; "log": string; "index": number; "kind": string; "by": string; "at": number; "header": string; "signature": string; "body": string | null }

type Federation = { "id": string; "name": string; "role": "seat" | "member"; "weight": string | null; "groups": ({ "id": string; "name": string; "weight": string; "state": "member" | "left" | "expelled"; "connected": boolean; "cause": string | null; "expulsion": { "backed": number; "needed": number; "byMe": boolean }; "forked": boolean })[]; "vetoGrounds": (string)[]; "expelsBy": "decision" | "stewards" | "council"; "onCouncil": boolean; "merged": { "into": string; "name": string; "atMs": number } | null; "tookIn": ({ "from": string; "name": string; "atMs": number })[]; "newKey": { "keys": number; "waiting": number; "lost": ({ "kind": string; "code": string })[] } | null; "loop": (string)[] | null }

type FederationProposal = { "id": string; "federation": string; "title": string; "method": "majority" | "supermajority" | "consensus" | "consent" | "approval" | "score" | "star" | "majority-judgment" | "irv" | "stv" | "schulze" | "copeland" | "quadratic" | "budget"; "closesAtMs": number; "mandatesByMs": number; "state": "open" | "waiting" | "decided"; "answers": { "federation": string; "proposal": string } | null; "merges": { "from": string; "fromName": string; "into": string; "intoName": string; "groups": ({ "group": string; "name": string; "weight": string })[] } | null; "localProposal": string | null; "overrides": string | null; "round": { "stage": "survey" | "plan" | "ratification" | "implementation"; "follows": string | null; "next": "survey" | "plan" | "ratification" | "implementation" | null } | null; "verdict": VerdictTree | null }

type FollowUp = { "accepted": boolean | null; "again": string | null; "mayRunAgainAtMs": number | null; "evaluatesAtMs": number | null; "tasks": ({ "id": string; "by": string; "byName": string | null; "at": number; "title": string; "assignee": string | null; "assigneeName": string | null; "dueAtMs": number | null; "done": { "by": string; "byName": string | null; "at": number; "note": string } | null })[]; "feedback": ({ "id": string; "by": string; "byName": string | null; "at": number; "text": string })[]; "evaluations": ({ "id": string; "by": string; "byName": string | null; "at": number; "text": string; "met": "yes" | "partly" | "no" })[] }

type Group = { "id": string; "name": string; "purpose": string; "languages": (string)[]; "place": string | null; "members": "people" | "groups"; "admission": "open" | "invited" | "vouched" | "approved"; "vouchesNeeded": number | null; "nodeKey": string; "reading": "members" | "anyone"; "rollCall": "voter" | "members" | "all"; "liveTally": boolean; "review": boolean; "activeDays": number | null; "stewards": number; "memberCount": number; "federations": ({ "id": string; "name": string })[] }

type Initiative = { "id": string; "type": "opinion" | "decision" | "charter"; "title": string; "text": string; "by": string; "byName": string; "methodRule": MethodRule; "quorum": string; "quorumOf": "eligible" | "active"; "thresholds": ({ "what": "for" | "voted"; "of": "cast" | "eligible" | "active"; "share": string } | { "what": "objections" })[]; "amendment": { "amends": string; "before": string; "terms": string } | null; "voteMs": number; "startedAtMs": number; "expiresAtMs": number; "state": "gathering" | "reached" | "opened" | "expired" | "overtaken"; "supporters": number; "needed": number; "supports": boolean | null; "proposal": string | null }

type KeyRequest = { "id": string; "member": Person; "state": "open" | "replaced" | "objected" | "declined" | "withdrawn" | "superseded" | "lapsed"; "askedAtMs": number; "fromMs": number; "lapsesAtMs": number; "backed": number; "needed": number; "by": "stewards" | "members"; "declined": { "by": string; "reason": string } | null }

type Member = { "key": string; "did": string; "signer": string; "name": string; "role": "guest" | "newcomer" | "member" | "moderator" | "delegate" | "steward"; "state": "pending" | "active" | "removed"; "joinedAtMs": number; "vouchers": number }

type MethodRule = { "method": "majority" | "consent" } | { "method": "supermajority" | "consensus"; "threshold": string } | { "method": "approval"; "options": (string)[]; "seats": number; "minApprovals": number; "maxApprovals": number } | { "method": "score" | "star"; "options": (string)[]; "seats": number; "maxScore": number } | { "method": "majority-judgment"; "options": (string)[]; "seats": number; "grades": number } | { "method": "irv"; "options": (string)[] } | { "method": "stv"; "options": (string)[]; "seats": number } | { "method": "schulze" | "copeland"; "options": (string)[]; "seats": number; "statusQuo"?: string } | { "method": "quadratic"; "options": (string)[]; "seats": number; "credits": number } | { "method": "budget"; "options": ({ "id": string; "cost": number })[]; "budget": number; "ballot": { "type": "choose-1" } | { "type": "approval"; "min": number; "max": number } | { "type": "cumulative"; "min": number; "max": number; "minPoints": number; "maxPoints": number; "minSum": number; "maxSum": number } | { "type": "scoring"; "min": number; "max": number; "minPoints": number; "maxPoints": number } | { "type": "ordinal"; "min": number; "points": (number)[] }; "selection": { "rule": "greedy" | "greedy-no-skip" | "greedy-threshold"; "threshold"?: number } | { "rule": "equal-shares"; "completion": "none" | "add-one"; "comparison": boolean; "unitsPerCurrency"?: number; "threshold"?: number } }

type MyFile = { "comunal": "member"; "v": 1; "madeAtMs": number; "group": { "id": string; "name": string; "nodeKey": string }; "member": { "key": string; "name": string | null; "role": "guest" | "newcomer" | "member" | "moderator" | "delegate" | "steward" | null; "state": "pending" | "active" | "removed" | null; "joinedAtMs": number | null }; "entries": ({ "id": string; "log": string; "index": number; "kind": string; "atMs": number; "body": { [name: string]: never } | null; "signed": string; "receipt": string | null })[]; "votes": ({ "proposal": string; "title": string; "state": "opening" | "open" | "closing" | "closed"; "ballotKey": string; "ballot": { "id": string; "index": number; "choice": Choice; "receipt": string | null } | null; "onPaper": boolean })[]; "delegations": Delegations; "wishes": ({ "kind": string; "withinKm": number })[] }

type MyVoice = { "entitled": boolean; "voted": boolean; "delegate": { "key": string; "name": string | null; "voted": boolean } | null; "scope": DelegationScope | null; "counted": boolean; "silent": "loop" | "not-cast" | "cancelled" | null; "row": { "entry": string; "voter": string; "delegate": string } | null; "givers": ({ "key": string; "name": string | null })[]; "represents": number }

type NodeHealth = { "version": string; "uptimeMs": number; "warnings": ("disk-low" | "signatures-unchecked" | "nobody-connected" | "feed-behind" | "forked" | "one-steward")[]; "storage": { "storeBytes": number; "disk": { "freeBytes": number; "totalBytes": number } | null }; "logs": ({ "id": string; "what": "group" | "federation" | "feed"; "of": string; "entries": number })[]; "signaturesChecked": boolean; "peers": { "known": number; "connected": number }; "closings": ({ "proposal": string; "title": string; "atMs": number })[] }

type Objection = { "id": string; "reason": string; "amendment": string | null; "by": string; "byName": string | null; "at": number; "state": "raised" | "upheld" | "dismissed" | "withdrawn"; "stands": boolean; "withdrawnAtMs": number | null; "judgements": ({ "upheld": boolean; "reason": string; "by": string; "byName": string | null; "at": number })[] }

type Offer = { "id": string; "group": string; "groupName": string; "federation": string; "direction": "offer" | "need"; "kind": string; "title": string; "quantity": number; "unit": string; "fromMs": number; "untilMs": number; "place": string | null; "distanceKm": number | null; "terms": string; "own": boolean; "feed": string; "seq": number; "wished": boolean }

type Office = { "election": string; "office": string; "role": "guest" | "newcomer" | "member" | "moderator" | "delegate" | "steward" | null; "holder": Person; "fromMs": number; "untilMs": number; "leftAtMs": number | null }

type OptionCount = { "option": string; "ballots": number; "points": number }

type Paper = { "keyedByMs": number; "printed": number; "issued": number; "agreed": number; "open": number; "isMine": boolean; "table": (string)[]; "sheets": ({ "serial": string; "tellers": number; "state": "once" | "agreed" | "differ"; "isMine": boolean })[] | null }

type Person = { "key": string; "name": string }

type Problem = { "type": string; "title": string; "status": number; "code": string; "detail"?: string; "next"?: string; "params": { [name: string]: string | number | boolean | null } }

type Proposal = { "id": string; "title": string; "state": "opening" | "open" | "closing" | "closed"; "method": "majority" | "supermajority" | "consensus" | "consent" | "approval" | "score" | "star" | "majority-judgment" | "irv" | "stv" | "schulze" | "copeland" | "quadratic" | "budget"; "openedAtMs": number; "closesAtMs": number; "answers": { "federation": string; "proposal": string } | null; "electorate": number; "voters": number; "liveTally": boolean; "accepted": boolean | null; "text": string; "amendment": { "amends": string; "before": string; "terms": string; "state": "open" | "in-force" | "refused"; "code": string | null } | null; "by": string; "byName": string | null; "methodRule": MethodRule; "quorum": string; "quorumOf": "eligible" | "active"; "activeDays": number | null; "thresholds": ({ "what": "for" | "voted"; "of": "cast" | "eligible" | "active"; "share": string } | { "what": "objections" })[]; "heeds": "standing" | "upheld" | null; "closesEarly": boolean | "settled"; "origin": { "type": "initiative" | "election"; "id": string } | null; "area": string | null; "draft": string | null; "evaluatesAtMs": number | null; "paper": { "keyingMs": number } | null; "rollCall": "voter" | "members" | "all"; "electorateRoot": string | null; "closed": { "ballots": { "count": number; "root": string }; "delegations": { "count": number; "root": string } | null; "objections": { "count": number; "root": string; "standing": number; "upheld": number } | null; "paper": { "entries": { "count": number; "root": string }; "keys": { "count": number; "root": string }; "counted": number; "spoilt": number; "unsettled": number } | null; "seed": string; "blinding": string | null; "at": number; "entry": string } | null; "tally": Tally | null }

type ProposalSummary = { "id": string; "title": string; "state": "opening" | "open" | "closing" | "closed"; "method": "majority" | "supermajority" | "consensus" | "consent" | "approval" | "score" | "star" | "majority-judgment" | "irv" | "stv" | "schulze" | "copeland" | "quadratic" | "budget"; "openedAtMs": number; "closesAtMs": number; "answers": { "federation": string; "proposal": string } | null; "electorate": number; "voters": number; "liveTally": boolean; "accepted": boolean | null }

type Report = { "what": "decision"; "root": string; "level": "ballots" | "mandates"; "verified": boolean; "findings": ({ "where": string; "code": string; "sentence": string; "id": string | null; "byte": number | null })[]; "signatures": number; "ballots": number; "groups": number; "notRecounted": (string)[]; "witnesses": { "by": ({ "group": string | null; "name": string; "atMs": number })[]; "of": number; "needed": number; "met": boolean } | null } | { "what": "receipt"; "verified": boolean; "findings": ({ "where": string; "code": string; "sentence": string; "id": string | null; "byte": number | null })[]; "id": string | null; "log": string | null; "index": number | null }

type RollCall = { "seenBy": "members" | "all"; "ballots": ({ "voter": Person; "choice": Choice })[]; "represented": ({ "voter": Person; "by": Person })[] | null }

type Sortition = { "id": string; "title": string; "text": string; "by": string; "pool": "guest" | "newcomer" | "member" | "moderator" | "delegate" | "steward" | null; "stratify": "role" | null; "poolCount": number | null; "seats": number; "state": "called" | "joining" | "drawn" | "lapsed"; "calledAtMs": number; "joinsUntilMs": number; "contributors": number; "hasAdded": boolean | null; "seedCommitment": string | null; "seed": string | null; "panel": (Person)[]; "alternates": (Person)[]; "declined": (Person)[] }

type StreamEntry = { "position": number; "log": string; "index": number; "kind": string; "id": string; "subject": string | null; "at": number } | { "kind": "ballot/cast"; "subject": string }

type Tally = { "electorate": number; "active": number | null; "voters": number; "quorum": { "needed": number; "met": boolean }; "checks": ({ "what": "for" | "voted"; "of": "cast" | "eligible" | "active"; "share": string; "needed": number; "reached": number; "met": boolean } | { "what": "objections"; "needed": number; "reached": number; "met": boolean })[]; "objections": { "heeded": "standing" | "upheld"; "standing": number; "upheld": number } | null; "paper": { "issued": number; "counted": number; "spoilt": number; "unsettled": number } | null; "counts": (OptionCount)[]; "outcome": { "accepted": boolean | null; "selected": (string)[]; "ranking": ((string)[])[]; "ties": ({ "options": (string)[]; "brokenBy": "method" | "draw" | "none" })[]; "rounds": ({ "standing": ({ "option": string; "points": string })[]; "elected": (string)[]; "eliminated": (string)[]; "quota"?: string; "exhausted"?: string; "payment"?: { "share": string; "price": string; "full": string; "short": string; "spent": string; "left": string } })[] }; "pairs": ((number)[])[] | null; "grades": ({ "given": (number)[]; "median": number | null })[] | null; "final": boolean; "delegated": boolean }

type Ticket = { "key": string; "weight": string; "expiresAtMs": number; "state": "open" | "used" | "revoked" | "expired" }

type VerdictGroup = { "group": string; "name": string; "weight": string; "position": "for" | "against" | "abstain" | "veto" | null; "counted": boolean; "reason": string | null; "reasonText": string | null; "mandate": string | null; "electorate": number; "voters": number; "counts": ({ "option": string; "points": number })[]; "recounted": boolean; "below": VerdictTree | null }

type VerdictTree = { "proposal": string; "federation": string; "name": string; "title": string; "state": "open" | "waiting" | "decided"; "method": "majority" | "supermajority" | "consensus" | "consent" | "approval" | "score" | "star" | "majority-judgment" | "irv" | "stv" | "schulze" | "copeland" | "quadratic" | "budget"; "weighted": ({ "option": string; "points": string })[]; "quorum": { "needed": number; "counted": number; "met": boolean }; "accepted": boolean | null; "selected": (string)[]; "popular": { "electorate": number; "counts": (OptionCount)[]; "accepted": boolean | null }; "diverges": boolean; "decided": string | null; "contest": Contest | null; "witnesses": { "by": ({ "group": string | null; "name": string; "atMs": number })[]; "of": number; "needed": number; "met": boolean } | null; "groups": (VerdictGroup)[] }

export type paths = {
  "/activity": {
    get: { parameters: { path?: never; query?: { "after"?: string } }; requestBody?: never; responses: { 200: { content: { "application/json": ({ "type": "proposal" | "decision" | "draft" | "argument" | "member" | "offer" | "election" | "initiative" | "draw" | "federation-proposal" | "verdict" | "bulletin" | "task" | "amendment" | "objection" | "evaluation" | "panel" | "veto" | "seat" | "motion" | "group-joined" | "group-left" | "expulsion" | "group-expelled" | "merger" | "fork"; "target": string; "title": string; "excerpt": string; "byName": string | null; "position": number; "atMs": number })[] } }; default: { content: { "application/problem+json": Problem } } } }
  }
  "/bulletins": {
    get: { parameters: { path?: never; query?: never }; requestBody?: never; responses: { 200: { content: { "application/json": (Bulletin)[] } }; default: { content: { "application/problem+json": Problem } } } }
  }
  "/bulletins/{id}/acknowledgement": {
    post: { parameters: { path: { "id": string }; query?: never }; requestBody?: never; responses: { 200: { content: { "application/json": Bulletin } }; default: { content: { "application/problem+json": Problem } } } }
  }
  "/bulletins/{id}/reach": {
    get: { parameters: { path: { "id": string }; query?: never }; requestBody?: never; responses: { 200: { content: { "application/json": { "bulletin": string; "title": string; "here": { "delivered": number; "acknowledged": number; "members": number } | null; "federations": ({ "id": string; "name": string; "delivered": number; "acknowledged": number; "members": number; "groups": ({ "id": string; "name": string; "delivered": number; "acknowledged": number; "members": number; "atMs": number })[] })[] } } }; default: { content: { "application/problem+json": Problem } } } }
  }
  "/charter": {
    get: { parameters: { path?: never; query?: never }; requestBody?: never; responses: { 200: { content: { "application/json": Charter } }; default: { content: { "application/problem+json": Problem } } } }
  }
  "/charter/changes": {
    get: { parameters: { path?: never; query?: never }; requestBody?: never; responses: { 200: { content: { "application/json": CharterChanges } }; default: { content: { "application/problem+json": Problem } } } }
  }
  "/council-motions": {
    get: { parameters: { path?: never; query?: { "federation"?: string } }; requestBody?: never; responses: { 200: { content: { "application/json": (CouncilMotion)[] } }; default: { content: { "application/problem+json": Problem } } } }
  }
  "/council-motions/{id}": {
    get: { parameters: { path: { "id": string }; query?: never }; requestBody?: never; responses: { 200: { content: { "application/json": CouncilMotion } }; default: { content: { "application/problem+json": Problem } } } }
  }
  "/council-motions/{id}/evidence": {
    get: { parameters: { path: { "id": string }; query?: never }; requestBody?: never; responses: { 200: { content: { "application/vnd.ipld.car": string } }; default: { content: { "application/problem+json": Problem } } } }
  }
  "/delegations": {
    get: { parameters: { path?: never; query?: never }; requestBody?: never; responses: { 200: { content: { "application/json": Delegations } }; default: { content: { "application/problem+json": Problem } } } }
  }
  "/delegations/concentration": {
    get: { parameters: { path?: never; query?: never }; requestBody?: never; responses: { 200: { content: { "application/json": Concentration } }; default: { content: { "application/problem+json": Problem } } } }
  }
  "/drafts": {
    get: { parameters: { path?: never; query?: never }; requestBody?: never; responses: { 200: { content: { "application/json": (DraftSummary)[] } }; default: { content: { "application/problem+json": Problem } } } }
  }
  "/drafts/{id}": {
    get: { parameters: { path: { "id": string }; query?: never }; requestBody?: never; responses: { 200: { content: { "application/json": Draft } }; default: { content: { "application/problem+json": Problem } } } }
  }
  "/drafts/{id}/arguments": {
    get: { parameters: { path: { "id": string }; query?: never }; requestBody?: never; responses: { 200: { content: { "application/json": (Argument)[] } }; default: { content: { "application/problem+json": Problem } } } }
  }
  "/drafts/{id}/live": {
    post: { parameters: { path: { "id": string }; query?: never }; requestBody?: never; responses: { 201: { content: { "application/json": { "client": number } } }; default: { content: { "application/problem+json": Problem } } } }
  }
  "/drafts/{id}/live/here": {
    post: { parameters: { path: { "id": string }; query?: never }; requestBody: { content: { "application/json": { "client": number; "cursor": string | null } } }; responses: { 200: { content: { "application/json": { [name: string]: never } } }; default: { content: { "application/problem+json": Problem } } } }
  }
  "/drafts/{id}/live/stream": {
    get: { parameters: { path: { "id": string }; query: { "client": string } }; requestBody?: never; responses: { 200: { content: { "text/event-stream": string } }; default: { content: { "application/problem+json": Problem } } } }
  }
  "/drafts/{id}/live/updates": {
    post: { parameters: { path: { "id": string }; query?: never }; requestBody: { content: { "application/json": { "client": number; "update": string } } }; responses: { 200: { content: { "application/json": { [name: string]: never } } }; default: { content: { "application/problem+json": Problem } } } }
  }
  "/drafts/{id}/live/versions": {
    post: { parameters: { path: { "id": string }; query?: never }; requestBody?: never; responses: { 200: { content: { "application/json": { "draft": string; "base": string; "title": string; "text": string; "together": { "writers": (string)[]; "runs": ((number)[])[]; "attested": string } } } }; default: { content: { "application/problem+json": Problem } } } }
  }
  "/drafts/{id}/revisions/{revision}": {
    get: { parameters: { path: { "id": string; "revision": string }; query?: never }; requestBody?: never; responses: { 200: { content: { "application/json": { "id": string; "title": string; "by": string; "byName": string | null; "at": number; "difference": ({ "change": "same" | "added" | "removed"; "text": string })[] } } }; default: { content: { "application/problem+json": Problem } } } }
  }
  "/due": {
    get: { parameters: { path?: never; query?: never }; requestBody?: never; responses: { 200: { content: { "application/json": ({ "kind": "vote" | "task" | "evaluation" | "review" | "objection" | "draft" | "amendment" | "nomination" | "agreement" | "motion" | "request" | "key" | "mediation" | "round" | "merger" | "fork" | "expulsion"; "subject": string; "at": string; "title": string; "dueAtMs": number | null; "goesTo": { "key": string; "name": string | null; "voted": boolean } | null })[] } }; default: { content: { "application/problem+json": Problem } } } }
  }
  "/elections": {
    get: { parameters: { path?: never; query?: never }; requestBody?: never; responses: { 200: { content: { "application/json": (Election)[] } }; default: { content: { "application/problem+json": Problem } } } }
  }
  "/elections/{id}": {
    get: { parameters: { path: { "id": string }; query?: never }; requestBody?: never; responses: { 200: { content: { "application/json": Election } }; default: { content: { "application/problem+json": Problem } } } }
  }
  "/entries": {
    post: { parameters: { path?: never; query?: never }; requestBody: { content: { "application/json": { "entry": string } } }; responses: { 200: { content: { "application/json": Ack } }; 201: { content: { "application/json": Ack } }; default: { content: { "application/problem+json": Problem } } } }
  }
  "/entries/batch": {
    post: { parameters: { path?: never; query?: never }; requestBody: { content: { "application/json": { "entries": (string)[] } } }; responses: { 200: { content: { "application/json": { "results": (Ack | Problem)[] } } }; default: { content: { "application/problem+json": Problem } } } }
  }
  "/entries/{id}": {
    get: { parameters: { path: { "id": string }; query?: never }; requestBody?: never; responses: { 200: { content: { "application/json": Entry } }; default: { content: { "application/problem+json": Problem } } } }
  }
  "/federation-proposals": {
    get: { parameters: { path?: never; query?: { "federation"?: string } }; requestBody?: never; responses: { 200: { content: { "application/json": (FederationProposal)[] } }; default: { content: { "application/problem+json": Problem } } } }
  }
  "/federation-proposals/{id}": {
    get: { parameters: { path: { "id": string }; query?: never }; requestBody?: never; responses: { 200: { content: { "application/json": { "id": string; "federation": string; "title": string; "method": "majority" | "supermajority" | "consensus" | "consent" | "approval" | "score" | "star" | "majority-judgment" | "irv" | "stv" | "schulze" | "copeland" | "quadratic" | "budget"; "closesAtMs": number; "mandatesByMs": number; "state": "open" | "waiting" | "decided"; "answers": { "federation": string; "proposal": string } | null; "merges": { "from": string; "fromName": string; "into": string; "intoName": string; "groups": ({ "group": string; "name": string; "weight": string })[] } | null; "localProposal": string | null; "overrides": string | null; "round": { "stage": "survey" | "plan" | "ratification" | "implementation"; "follows": string | null; "next": "survey" | "plan" | "ratification" | "implementation" | null } | null; "verdict": VerdictTree | null; "text": string; "clauses": (string)[] } } }; default: { content: { "application/problem+json": Problem } } } }
  }
  "/federation-proposals/{id}/evidence": {
    get: { parameters: { path: { "id": string }; query?: never }; requestBody?: never; responses: { 200: { content: { "application/vnd.ipld.car": string } }; default: { content: { "application/problem+json": Problem } } } }
  }
  "/federation-proposals/{id}/verdict": {
    get: { parameters: { path: { "id": string }; query?: never }; requestBody?: never; responses: { 200: { content: { "application/json": VerdictTree } }; default: { content: { "application/problem+json": Problem } } } }
  }
  "/federations": {
    get: { parameters: { path?: never; query?: never }; requestBody?: never; responses: { 200: { content: { "application/json": (Federation)[] } }; default: { content: { "application/problem+json": Problem } } } }
  }
  "/federations/join": {
    post: { parameters: { path?: never; query?: never }; requestBody: { content: { "application/json": { "ticket": string; "entries": (string)[] } } }; responses: { 200: { content: { "application/json": { "federation": string } } }; default: { content: { "application/problem+json": Problem } } } }
  }
  "/federations/join-plan": {
    get: { parameters: { path?: never; query: { "ticket": string } }; requestBody?: never; responses: { 200: { content: { "application/json": { "federation": string; "name": string; "weight": string; "feed": string; "entries": ({ "log": string; "kind": string; "body": string; "to": "federation" | "group" })[] } } }; default: { content: { "application/problem+json": Problem } } } }
  }
  "/federations/{id}": {
    get: { parameters: { path: { "id": string }; query?: never }; requestBody?: never; responses: { 200: { content: { "application/json": { "id": string; "name": string; "role": "seat" | "member"; "weight": string | null; "groups": ({ "id": string; "name": string; "weight": string; "state": "member" | "left" | "expelled"; "connected": boolean; "cause": string | null; "expulsion": { "backed": number; "needed": number; "byMe": boolean }; "forked": boolean })[]; "vetoGrounds": (string)[]; "expelsBy": "decision" | "stewards" | "council"; "onCouncil": boolean; "merged": { "into": string; "name": string; "atMs": number } | null; "tookIn": ({ "from": string; "name": string; "atMs": number })[]; "newKey": { "keys": number; "waiting": number; "lost": ({ "kind": string; "code": string })[] } | null; "loop": (string)[] | null; "charter": Charter | null; "feeds": ({ "group": string; "feed": string; "size": number })[]; "proposals": (FederationProposal)[] } } }; default: { content: { "application/problem+json": Problem } } } }
  }
  "/federations/{id}/charter-changes": {
    get: { parameters: { path: { "id": string }; query?: never }; requestBody?: never; responses: { 200: { content: { "application/json": CharterChanges } }; default: { content: { "application/problem+json": Problem } } } }
  }
  "/federations/{id}/council": {
    get: { parameters: { path: { "id": string }; query?: never }; requestBody?: never; responses: { 200: { content: { "application/json": { "seats": (CouncilSeat)[]; "vacant": ({ "group": string; "name": string })[] } } }; default: { content: { "application/problem+json": Problem } } } }
  }
  "/federations/{id}/entries": {
    post: { parameters: { path: { "id": string }; query?: never }; requestBody: { content: { "application/json": { "entry": string } } }; responses: { 200: { content: { "application/json": { "id": string } } }; default: { content: { "application/problem+json": Problem } } } }
  }
  "/federations/{id}/leave": {
    post: { parameters: { path: { "id": string }; query?: never }; requestBody: { content: { "application/json": { "left": string; "unfederated": string; "anyway"?: boolean } } }; responses: { 200: { content: { "application/json": { "told": boolean } } }; default: { content: { "application/problem+json": Problem } } } }
  }
  "/federations/{id}/merge": {
    post: { parameters: { path: { "id": string }; query?: never }; requestBody: { content: { "application/vnd.ipld.car": unknown; "application/octet-stream": unknown } }; responses: { 200: { content: { "application/json": { "from": string; "into": string; "groups": ({ "group": string; "name": string })[]; "refused": ({ "group": string; "name": string; "code": string })[] } } }; default: { content: { "application/problem+json": Problem } } } }
  }
  "/federations/{id}/node-key": {
    post: { parameters: { path: { "id": string }; query?: never }; requestBody: { content: { "application/json": { "succession": string } } }; responses: { 200: { content: { "application/json": { "told": boolean } } }; default: { content: { "application/problem+json": Problem } } } }
  }
  "/group": {
    get: { parameters: { path?: never; query?: never }; requestBody?: never; responses: { 200: { content: { "application/json": Group } }; default: { content: { "application/problem+json": Problem } } } }
  }
  "/handovers": {
    post: { parameters: { path?: never; query?: never }; requestBody: { content: { "application/json": { "id": string } } }; responses: { 201: { content: { "application/json": { "name": string; "expiresAtMs": number; "taker": string | null; "given": { "giver": string; "parcel": string } | null } } }; default: { content: { "application/problem+json": Problem } } } }
  }
  "/handovers/{id}": {
    get: { parameters: { path: { "id": string }; query?: never }; requestBody?: never; responses: { 200: { content: { "application/json": { "name": string; "expiresAtMs": number; "taker": string | null; "given": { "giver": string; "parcel": string } | null } } }; default: { content: { "application/problem+json": Problem } } } }
    delete: { parameters: { path: { "id": string }; query?: never }; requestBody?: never; responses: { 204: { content?: never }; default: { content: { "application/problem+json": Problem } } } }
  }
  "/handovers/{id}/claim": {
    post: { parameters: { path: { "id": string }; query?: never }; requestBody: { content: { "application/json": { "taker": string } } }; responses: { 201: { content: { "application/json": { "name": string; "expiresAtMs": number; "taker": string | null; "given": { "giver": string; "parcel": string } | null } } }; default: { content: { "application/problem+json": Problem } } } }
  }
  "/handovers/{id}/give": {
    post: { parameters: { path: { "id": string }; query?: never }; requestBody: { content: { "application/json": { "giver": string; "parcel": string } } }; responses: { 201: { content: { "application/json": { "name": string; "expiresAtMs": number; "taker": string | null; "given": { "giver": string; "parcel": string } | null } } }; default: { content: { "application/problem+json": Problem } } } }
  }
  "/health": {
    get: { parameters: { path?: never; query?: never }; requestBody?: never; responses: { 200: { content: { "application/json": { "status": "ok" | "starting" | "degraded"; "version": string; "uptimeMs": number; "entries": number; "peers": number } } }; default: { content: { "application/problem+json": Problem } } } }
  }
  "/initiatives": {
    get: { parameters: { path?: never; query?: never }; requestBody?: never; responses: { 200: { content: { "application/json": (Initiative)[] } }; default: { content: { "application/problem+json": Problem } } } }
  }
  "/initiatives/{id}": {
    get: { parameters: { path: { "id": string }; query?: never }; requestBody?: never; responses: { 200: { content: { "application/json": Initiative } }; default: { content: { "application/problem+json": Problem } } } }
  }
  "/key-requests": {
    get: { parameters: { path?: never; query?: never }; requestBody?: never; responses: { 200: { content: { "application/json": ({ "id": string; "member": Person; "state": "open" | "replaced" | "objected" | "declined" | "withdrawn" | "superseded" | "lapsed"; "askedAtMs": number; "fromMs": number; "lapsesAtMs": number; "backed": number; "needed": number; "by": "stewards" | "members"; "declined": { "by": string; "reason": string } | null; "mayBack": boolean; "hasBacked": boolean; "isMine": boolean })[] } }; default: { content: { "application/problem+json": Problem } } } }
  }
  "/key-requests/who": {
    post: { parameters: { path?: never; query?: never }; requestBody: { content: { "application/json": { "name": string } } }; responses: { 200: { content: { "application/json": ({ "key": string; "name": string; "joinedAtMs": number })[] } }; default: { content: { "application/problem+json": Problem } } } }
  }
  "/key-requests/{id}": {
    get: { parameters: { path: { "id": string }; query?: never }; requestBody?: never; responses: { 200: { content: { "application/json": KeyRequest } }; default: { content: { "application/problem+json": Problem } } } }
  }
  "/logs/{log}/next-seq": {
    get: { parameters: { path: { "log": string }; query: { "key": string } }; requestBody?: never; responses: { 200: { content: { "application/json": { "seq": number } } }; default: { content: { "application/problem+json": Problem } } } }
  }
  "/members": {
    get: { parameters: { path?: never; query?: never }; requestBody?: never; responses: { 200: { content: { "application/json": (Member)[] } }; default: { content: { "application/problem+json": Problem } } } }
  }
  "/members/{key}": {
    get: { parameters: { path: { "key": string }; query?: never }; requestBody?: never; responses: { 200: { content: { "application/json": Member } }; default: { content: { "application/problem+json": Problem } } } }
  }
  "/members/{key}/endorsements": {
    get: { parameters: { path: { "key": string }; query?: never }; requestBody?: never; responses: { 200: { content: { "application/json": { "open": number; "freeAtMs": number | null; "costMs": number; "endorsements": ({ "member": Person; "takenUntilMs": number; "forCause": boolean })[] } } }; default: { content: { "application/problem+json": Problem } } } }
  }
  "/my-file": {
    get: { parameters: { path?: never; query?: never }; requestBody?: never; responses: { 200: { content: { "application/json": MyFile } }; default: { content: { "application/problem+json": Problem } } } }
  }
  "/network": {
    get: { parameters: { path?: never; query?: never }; requestBody?: never; responses: { 200: { content: { "application/json": { "self": string; "federations": ({ "id": string; "name": string })[]; "traffic": { "bytesIn": number; "bytesOut": number }; "peers": ({ "key": string; "name": string | null; "federations": (string)[]; "connected": boolean; "since": number | null; "route": "direct" | "relayed" | null; "transport": "tcp" | "websocket" | null; "isLocal": boolean | null; "relay": string | null; "relays": (string)[]; "rttMs": number | null; "addresses": (string)[]; "failures": number; "problem": string | null; "nextDialAtMs": number | null; "bytesIn": number; "bytesOut": number; "timesLost": number; "lostAtMs": number | null; "barred": { "why": string; "untilMs": number } | null })[]; "feeds": ({ "log": string; "group": string | null; "name": string | null; "federation": string; "writer": string; "size": number; "peersAhead": number; "forked": boolean; "parked": number; "ahead": ({ "peer": string; "size": number; "why": "asked" | "waiting" | "refused" | "forked" | "away" | "budget" })[]; "last": { "from": string; "at": number } | null })[] } } }; default: { content: { "application/problem+json": Problem } } } }
  }
  "/node": {
    get: { parameters: { path?: never; query?: never }; requestBody?: never; responses: { 200: { content: { "application/json": { "nodeKey": string; "version": string; "group": string | null; "addresses": (string)[]; "name": string | null } } }; default: { content: { "application/problem+json": Problem } } } }
  }
  "/node/health": {
    get: { parameters: { path?: never; query?: never }; requestBody?: never; responses: { 200: { content: { "application/json": NodeHealth } }; default: { content: { "application/problem+json": Problem } } } }
  }
  "/offer-wishes": {
    get: { parameters: { path?: never; query?: never }; requestBody?: never; responses: { 200: { content: { "application/json": ({ "kind": string; "withinKm": number })[] } }; default: { content: { "application/problem+json": Problem } } } }
    post: { parameters: { path?: never; query?: never }; requestBody: { content: { "application/json": { "kind": string; "withinKm": number; "drop"?: boolean } } }; responses: { 200: { content: { "application/json": ({ "kind": string; "withinKm": number })[] } }; default: { content: { "application/problem+json": Problem } } } }
  }
  "/offers": {
    get: { parameters: { path?: never; query?: { "kind"?: string; "near"?: string; "direction"?: "offer" | "need"; "wished"?: "true" } }; requestBody?: never; responses: { 200: { content: { "application/json": (Offer)[] } }; default: { content: { "application/problem+json": Problem } } } }
  }
  "/offers/{id}": {
    get: { parameters: { path: { "id": string }; query?: never }; requestBody?: never; responses: { 200: { content: { "application/json": { "id": string; "group": string; "groupName": string; "federation": string; "direction": "offer" | "need"; "kind": string; "title": string; "quantity": number; "unit": string; "fromMs": number; "untilMs": number; "place": string | null; "distanceKm": number | null; "terms": string; "own": boolean; "feed": string; "seq": number; "wished": boolean; "stands": boolean; "detail": { "text": string; "toWhom": "federation" | "on-yes" } | null; "requests": ({ "group": string; "name": string; "askedAtMs": number; "answer": "yes" | "no" | null })[]; "answer": { "state": "given" | "waiting" | "declined" | "none"; "text": string; "atMs": number } | null } } }; default: { content: { "application/problem+json": Problem } } } }
  }
  "/offers/{id}/asking": {
    post: { parameters: { path: { "id": string }; query?: never }; requestBody?: never; responses: { 200: { content: { "application/json": { "state": "given" | "waiting" | "declined" | "none"; "text": string } } }; default: { content: { "application/problem+json": Problem } } } }
  }
  "/offers/{id}/detail": {
    post: { parameters: { path: { "id": string }; query?: never }; requestBody: { content: { "application/json": { "text": string; "toWhom": "federation" | "on-yes" } } }; responses: { 200: { content: { "application/json": { "id": string; "group": string; "groupName": string; "federation": string; "direction": "offer" | "need"; "kind": string; "title": string; "quantity": number; "unit": string; "fromMs": number; "untilMs": number; "place": string | null; "distanceKm": number | null; "terms": string; "own": boolean; "feed": string; "seq": number; "wished": boolean; "stands": boolean; "detail": { "text": string; "toWhom": "federation" | "on-yes" } | null; "requests": ({ "group": string; "name": string; "askedAtMs": number; "answer": "yes" | "no" | null })[]; "answer": { "state": "given" | "waiting" | "declined" | "none"; "text": string; "atMs": number } | null } } }; default: { content: { "application/problem+json": Problem } } } }
  }
  "/offers/{id}/requests/{group}": {
    post: { parameters: { path: { "id": string; "group": string }; query?: never }; requestBody: { content: { "application/json": { "yes": boolean } } }; responses: { 200: { content: { "application/json": { "id": string; "group": string; "groupName": string; "federation": string; "direction": "offer" | "need"; "kind": string; "title": string; "quantity": number; "unit": string; "fromMs": number; "untilMs": number; "place": string | null; "distanceKm": number | null; "terms": string; "own": boolean; "feed": string; "seq": number; "wished": boolean; "stands": boolean; "detail": { "text": string; "toWhom": "federation" | "on-yes" } | null; "requests": ({ "group": string; "name": string; "askedAtMs": number; "answer": "yes" | "no" | null })[]; "answer": { "state": "given" | "waiting" | "declined" | "none"; "text": string; "atMs": number } | null } } }; default: { content: { "application/problem+json": Problem } } } }
  }
  "/offices": {
    get: { parameters: { path?: never; query?: never }; requestBody?: never; responses: { 200: { content: { "application/json": (Office)[] } }; default: { content: { "application/problem+json": Problem } } } }
  }
  "/proposals": {
    get: { parameters: { path?: never; query?: { "state"?: "opening" | "open" | "closed" } }; requestBody?: never; responses: { 200: { content: { "application/json": (ProposalSummary)[] } }; default: { content: { "application/problem+json": Problem } } } }
  }
  "/proposals/{id}": {
    get: { parameters: { path: { "id": string }; query?: never }; requestBody?: never; responses: { 200: { content: { "application/json": Proposal } }; default: { content: { "application/problem+json": Problem } } } }
  }
  "/proposals/{id}/arguments": {
    get: { parameters: { path: { "id": string }; query?: never }; requestBody?: never; responses: { 200: { content: { "application/json": (Argument)[] } }; default: { content: { "application/problem+json": Problem } } } }
  }
  "/proposals/{id}/ballot-key": {
    get: { parameters: { path: { "id": string }; query?: never }; requestBody?: never; responses: { 200: { content: { "application/json": { "factor": string; "ballotKey": string; "log": string } } }; default: { content: { "application/problem+json": Problem } } } }
  }
  "/proposals/{id}/close": {
    post: { parameters: { path: { "id": string }; query?: never }; requestBody?: never; responses: { 200: { content: { "application/json": ProposalSummary } }; default: { content: { "application/problem+json": Problem } } } }
  }
  "/proposals/{id}/concentration": {
    get: { parameters: { path: { "id": string }; query?: never }; requestBody?: never; responses: { 200: { content: { "application/json": Concentration } }; default: { content: { "application/problem+json": Problem } } } }
  }
  "/proposals/{id}/evidence": {
    get: { parameters: { path: { "id": string }; query?: never }; requestBody?: never; responses: { 200: { content: { "application/vnd.ipld.car": string } }; default: { content: { "application/problem+json": Problem } } } }
  }
  "/proposals/{id}/follow-up": {
    get: { parameters: { path: { "id": string }; query?: never }; requestBody?: never; responses: { 200: { content: { "application/json": FollowUp } }; default: { content: { "application/problem+json": Problem } } } }
  }
  "/proposals/{id}/my-activity": {
    get: { parameters: { path: { "id": string }; query?: never }; requestBody?: never; responses: { 200: { content: { "application/json": { "days": number; "count": number; "root": string; "place": { "index": number; "proof": (string)[] } | null } } }; default: { content: { "application/problem+json": Problem } } } }
  }
  "/proposals/{id}/my-ballot": {
    get: { parameters: { path: { "id": string }; query?: never }; requestBody?: never; responses: { 200: { content: { "application/json": { "id": string; "index": number; "seq": number; "choice": Choice } } }; default: { content: { "application/problem+json": Problem } } } }
  }
  "/proposals/{id}/my-voice": {
    get: { parameters: { path: { "id": string }; query?: never }; requestBody?: never; responses: { 200: { content: { "application/json": MyVoice } }; default: { content: { "application/problem+json": Problem } } } }
  }
  "/proposals/{id}/objections": {
    get: { parameters: { path: { "id": string }; query?: never }; requestBody?: never; responses: { 200: { content: { "application/json": (Objection)[] } }; default: { content: { "application/problem+json": Problem } } } }
  }
  "/proposals/{id}/paper": {
    get: { parameters: { path: { "id": string }; query?: never }; requestBody?: never; responses: { 200: { content: { "application/json": Paper } }; default: { content: { "application/problem+json": Problem } } } }
  }
  "/proposals/{id}/paper/marks": {
    post: { parameters: { path: { "id": string }; query?: never }; requestBody: { content: { "application/json": { "member": string } } }; responses: { 200: { content: { "application/json": { "mark": string } } }; default: { content: { "application/problem+json": Problem } } } }
  }
  "/proposals/{id}/paper/out": {
    post: { parameters: { path: { "id": string }; query?: never }; requestBody: { content: { "application/json": { "member": string } } }; responses: { 200: { content: { "application/json": { "issued": string } } }; default: { content: { "application/problem+json": Problem } } } }
  }
  "/proposals/{id}/paper/serials": {
    post: { parameters: { path: { "id": string }; query?: never }; requestBody: { content: { "application/json": { "sheets": number } } }; responses: { 200: { content: { "application/json": { "serials": (string)[]; "count": number; "root": string } } }; default: { content: { "application/problem+json": Problem } } } }
  }
  "/proposals/{id}/roll-call": {
    get: { parameters: { path: { "id": string }; query?: never }; requestBody?: never; responses: { 200: { content: { "application/json": RollCall } }; default: { content: { "application/problem+json": Problem } } } }
  }
  "/proposals/{id}/tally": {
    get: { parameters: { path: { "id": string }; query?: never }; requestBody?: never; responses: { 200: { content: { "application/json": Tally } }; default: { content: { "application/problem+json": Problem } } } }
  }
  "/receipts/{id}": {
    get: { parameters: { path: { "id": string }; query?: { "format"?: "json" | "text" } }; requestBody?: never; responses: { 200: { content: { "text/plain": string; "application/json": { "text": string; "id": string; "index": number; "size": number } } }; default: { content: { "application/problem+json": Problem } } } }
  }
  "/search": {
    get: { parameters: { path?: never; query: { "words": string } }; requestBody?: never; responses: { 200: { content: { "application/json": ({ "type": "proposal" | "decision" | "draft" | "argument" | "member" | "offer" | "election" | "initiative" | "draw" | "federation-proposal" | "verdict" | "bulletin" | "task" | "amendment" | "objection" | "evaluation" | "panel" | "veto" | "seat" | "motion" | "group-joined" | "group-left" | "expulsion" | "group-expelled" | "merger" | "fork"; "target": string; "title": string; "excerpt": string; "byName": string | null; "position": number; "atMs": number })[] } }; default: { content: { "application/problem+json": Problem } } } }
  }
  "/sessions": {
    post: { parameters: { path?: never; query?: never }; requestBody: { content: { "application/json": { "key": string; "challenge": string; "signature": string } } }; responses: { 201: { content: { "application/json": { "token": string; "key": string; "role": "guest" | "newcomer" | "member" | "moderator" | "delegate" | "steward" | null; "expiresAtMs": number } } }; default: { content: { "application/problem+json": Problem } } } }
  }
  "/sessions/challenges": {
    post: { parameters: { path?: never; query?: never }; requestBody: { content: { "application/json": { [name: string]: never } | null } }; responses: { 201: { content: { "application/json": { "challenge": string; "expiresAtMs": number } } }; default: { content: { "application/problem+json": Problem } } } }
  }
  "/sessions/current": {
    get: { parameters: { path?: never; query?: never }; requestBody?: never; responses: { 200: { content: { "application/json": { "key": string; "signer": string; "role": "guest" | "newcomer" | "member" | "moderator" | "delegate" | "steward" | null; "ownRole": "guest" | "newcomer" | "member" | "moderator" | "delegate" | "steward" | null; "name": string | null; "state": "pending" | "active" | "removed" | null; "expiresAtMs": number } } }; default: { content: { "application/problem+json": Problem } } } }
    delete: { parameters: { path?: never; query?: never }; requestBody?: never; responses: { 204: { content?: never }; default: { content: { "application/problem+json": Problem } } } }
  }
  "/setup": {
    get: { parameters: { path?: never; query?: never }; requestBody?: never; responses: { 200: { content: { "application/json": { "open": boolean } } }; default: { content: { "application/problem+json": Problem } } } }
    post: { parameters: { path?: never; query?: never }; requestBody: { content: { "application/json": { "token": string; "entry": string } } }; responses: { 201: { content: { "application/json": Ack } }; default: { content: { "application/problem+json": Problem } } } }
  }
  "/sortitions": {
    get: { parameters: { path?: never; query?: never }; requestBody?: never; responses: { 200: { content: { "application/json": (Sortition)[] } }; default: { content: { "application/problem+json": Problem } } } }
  }
  "/sortitions/{id}": {
    get: { parameters: { path: { "id": string }; query?: never }; requestBody?: never; responses: { 200: { content: { "application/json": Sortition } }; default: { content: { "application/problem+json": Problem } } } }
  }
  "/sortitions/{id}/evidence": {
    get: { parameters: { path: { "id": string }; query?: never }; requestBody?: never; responses: { 200: { content: { "application/json": { "log": string; "called": string; "committed": string; "joined": (string)[]; "drawn": string; "declined": (string)[]; "replaced": (string)[]; "pool": (string)[]; "strata": ({ "role": "guest" | "newcomer" | "member" | "moderator" | "delegate" | "steward"; "keys": (string)[] })[] } } }; default: { content: { "application/problem+json": Problem } } } }
  }
  "/stream": {
    get: { parameters: { path?: never; query?: { "after"?: string } }; requestBody?: never; responses: { 200: { content: { "text/event-stream": StreamEntry } }; default: { content: { "application/problem+json": Problem } } } }
  }
  "/tickets": {
    get: { parameters: { path?: never; query?: never }; requestBody?: never; responses: { 200: { content: { "application/json": (Ticket)[] } }; default: { content: { "application/problem+json": Problem } } } }
  }
  "/verify": {
    post: { parameters: { path?: never; query?: never }; requestBody: { content: { "application/vnd.ipld.car": unknown; "application/octet-stream": unknown; "text/plain": unknown } }; responses: { 200: { content: { "application/json": Report } }; default: { content: { "application/problem+json": Problem } } } }
  }
  "/witnesses": {
    get: { parameters: { path?: never; query?: never }; requestBody?: never; responses: { 200: { content: { "application/json": { "log": { "origin": string; "vkey": string }; "witnesses": ({ "url": string; "vkey": string; "counts": boolean; "last": { "size": number; "atMs": number } | null; "problem": string | null; "problemText": string | null; "failures": number })[] } } }; default: { content: { "application/problem+json": Problem } } } }
    post: { parameters: { path?: never; query?: never }; requestBody: { content: { "application/json": { "vkey": string; "url"?: string; "drop"?: boolean } } }; responses: { 200: { content: { "application/json": { "log": { "origin": string; "vkey": string }; "witnesses": ({ "url": string; "vkey": string; "counts": boolean; "last": { "size": number; "atMs": number } | null; "problem": string | null; "problemText": string | null; "failures": number })[] } } }; default: { content: { "application/problem+json": Problem } } } }
  }
}
