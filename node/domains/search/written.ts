import { plainName } from '../../../protocol/bytes/plain-name.ts'
import type { KnownEntry } from '../../../protocol/kinds.ts'

/** What an entry says, and of what. Without a title it goes by the name of its target: a `decision` by what was asked. */
export type Written = {
  readonly type:
    | 'proposal'
    | 'decision'
    | 'draft'
    | 'argument'
    | 'member'
    | 'offer'
    | 'election'
    | 'initiative'
    | 'draw'
    | 'federation-proposal'
    | 'verdict'
    | 'bulletin'
    | 'task'
    | 'amendment'
    | 'objection'
    | 'evaluation'
    | 'panel'
    | 'veto'
    | 'seat'
    | 'motion'
    | 'group-joined'
    | 'group-left'
    | 'expulsion'
    | 'group-expelled'
    | 'merger'
    | 'fork'
  /** The id of the first entry of what it belongs to; of a member their key; of a group or federation its own. */
  readonly target: string
  readonly title: string
  readonly text: string
}

/** What there is to find in an entry; undefined where nobody wrote anything in it for others to read. */
export function writtenIn(known: KnownEntry): Written | undefined {
  const { id, header } = known.entry
  switch (known.kind) {
    case 'group/founded': {
      const [steward] = known.body.stewards
      return steward && { type: 'member', target: steward, title: plainName(known.body.founder), text: '' }
    }
    case 'member/joined':
      return { type: 'member', target: header.by, title: plainName(known.body.name), text: '' }
    case 'proposal/opened':
      return { type: 'proposal', target: id, title: known.body.title, text: known.body.text }
    case 'proposal/closed':
      return { type: 'decision', target: known.body.proposal, title: '', text: '' }
    case 'draft/started':
      return { type: 'draft', target: id, title: known.body.title, text: known.body.text }
    case 'draft/revised':
      return { type: 'draft', target: known.body.draft, title: known.body.title, text: known.body.text }
    case 'argument/made':
      return { type: 'argument', target: known.body.proposal, title: '', text: known.body.text }
    case 'election/called':
      return { type: 'election', target: id, title: known.body.office, text: known.body.text }
    case 'initiative/started':
      return { type: 'initiative', target: id, title: known.body.title, text: known.body.text }
    case 'sortition/called':
      return { type: 'draw', target: id, title: known.body.title, text: known.body.text }
    case 'offer/published': {
      const { title, kind, terms, revises } = known.body
      return { type: 'offer', target: revises ?? id, title, text: `${kind} ${terms}`.trim() }
    }
    case 'federation/proposed':
      return { type: 'federation-proposal', target: id, title: known.body.title, text: known.body.text }
    case 'federation/decided':
      return { type: 'verdict', target: known.body.proposal, title: '', text: '' }
    case 'bulletin/published': {
      const { title, text, audience, passes } = known.body
      return audience === 'all' ? { type: 'bulletin', target: passes?.origin ?? id, title, text } : undefined
    }
    case 'task/added':
      return { type: 'task', target: known.body.proposal, title: known.body.title, text: '' }
    case 'amendment/offered':
      return { type: 'amendment', target: known.body.draft, title: '', text: lines(known.body.reason, known.body.text) }
    case 'objection/raised':
      return { type: 'objection', target: known.body.proposal, title: '', text: known.body.reason }
    case 'evaluation/given':
      return { type: 'evaluation', target: known.body.proposal, title: '', text: known.body.text }
    case 'sortition/drawn':
      return { type: 'panel', target: known.body.sortition, title: '', text: '' }
    default:
      return writtenInFederation(known)
  }
}

/** What happens between groups: vetoes, seats, who comes and goes. */
function writtenInFederation(known: KnownEntry): Written | undefined {
  const { id, header } = known.entry
  switch (known.kind) {
    case 'veto/raised':
      return { type: 'veto', target: known.body.proposal, title: '', text: known.body.reason }
    case 'veto/mediated':
      return { type: 'veto', target: known.body.proposal, title: '', text: known.body.text }
    case 'council/seated':
      return { type: 'seat', target: id, title: plainName(known.body.name), text: '' }
    case 'council/moved': {
      const { title, text } = known.body
      return header.log === null ? undefined : { type: 'motion', target: header.log, title, text }
    }
    case 'federation/joined':
      return { type: 'group-joined', target: known.body.group, title: '', text: '' }
    case 'federation/left':
      return { type: 'group-left', target: known.body.group, title: '', text: '' }
    case 'federation/expulsion-backed':
      return { type: 'expulsion', target: known.body.group, title: '', text: known.body.cause }
    case 'federation/expelled':
      return { type: 'group-expelled', target: known.body.group, title: '', text: known.body.cause }
    case 'federation/merged':
      return header.log === null ? undefined : { type: 'merger', target: header.log, title: '', text: '' }
    case 'log/forked':
      return { type: 'fork', target: known.body.log, title: '', text: '' }
    default:
      return undefined
  }
}

function lines(...parts: readonly string[]): string {
  return parts.filter(part => part !== '').join('\n')
}

/** Kinds that may have something to find: ballots, above all, are never read for it. */
export const WRITTEN_KINDS = [
  'group/founded',
  'member/joined',
  'proposal/opened',
  'proposal/closed',
  'draft/started',
  'draft/revised',
  'argument/made',
  'election/called',
  'initiative/started',
  'sortition/called',
  'offer/published',
  'federation/proposed',
  'federation/decided',
  'bulletin/published',
  'task/added',
  'amendment/offered',
  'objection/raised',
  'evaluation/given',
  'sortition/drawn',
  'veto/raised',
  'veto/mediated',
  'council/seated',
  'council/moved',
  'federation/joined',
  'federation/left',
  'federation/expulsion-backed',
  'federation/expelled',
  'federation/merged',
  'log/forked',
] as const
