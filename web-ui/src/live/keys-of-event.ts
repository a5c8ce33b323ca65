/** One entry of the log as the live stream tells of it. `subject`: the proposal it is about. */
export type LiveEvent = { readonly kind: string; readonly subject: string | null }

/** What the node opens votes for, and fills offices by. */
const BEGUN = [['elections'], ['offices'], ['initiatives']] as const
/** Whose role an office changes, when its vote closes. */
const SEATED = [['members'], ['session']] as const

/** Where people write what is told as news. */
const NEWS: readonly string[] = [
  'proposal',
  'draft',
  'amendment',
  'argument',
  'objection',
  'task',
  'evaluation',
  'member',
  'offer',
  'election',
  'initiative',
  'sortition',
  'bulletin',
  'federation',
  'council',
  'veto',
  'log',
]

/** Which reads an entry makes stale: query keys, each with all that begin with it. */
export function keysOfEvent({ kind, subject }: LiveEvent): readonly (readonly string[])[] {
  const [domain = ''] = kind.split('/')
  const keys = keysOfDomain(domain, kind, subject)
  return NEWS.includes(domain) ? [...keys, ['activity']] : keys
}

function keysOfDomain(domain: string, kind: string, subject: string | null): readonly (readonly string[])[] {
  switch (domain) {
    case 'due':
      return [['due']]
    case 'ballot':
      return subject === null ? [['proposals'], ['proposal']] : [['proposals'], ['proposal', subject]]
    case 'proposal':
      return subject === null
        ? [['proposals'], ['proposal']]
        : [
            ['proposals'],
            ['proposal', subject],
            ['ballot-key', subject],
            ['paper', subject],
            ['follow-up', subject],
            ['drafts'],
            ...BEGUN,
            ...(kind === 'proposal/closed' ? SEATED : []),
          ]
    case 'draft':
    case 'review':
    case 'amendment':
      return subject === null ? [['drafts'], ['draft'], ['due']] : [['drafts'], ['draft', subject], ['due']]
    case 'task':
    case 'feedback':
    case 'evaluation':
      return subject === null ? [['follow-up'], ['due']] : [['follow-up', subject], ['due']]
    case 'argument':
      return subject === null ? [['arguments']] : [['arguments', subject]]
    case 'paper':
      return subject === null
        ? [['paper'], ['proposal']]
        : [
            ['paper', subject],
            ['proposal', subject],
          ]
    case 'objection':
      return subject === null
        ? [['objections'], ['proposals'], ['proposal'], ['due']]
        : [['objections', subject], ['proposals'], ['proposal', subject], ['due']]
    case 'delegation':
      return [['delegations'], ['proposals'], ['proposal']]
    case 'election':
    case 'office':
      return [['elections'], ['offices'], ['session'], ['due']]
    case 'initiative':
      return [['initiatives']]
    case 'sortition':
      return [['sortitions']]
    case 'member':
      return [['members'], ['group'], ['session'], ['endorsements'], ['elections'], ['offices'], ['initiatives']]
    case 'key':
      return [['key-requests'], ['due'], ['members'], ['session'], ['ballot-key']]
    case 'charter':
      return [
        ['group'],
        ['charter'],
        ['initiatives'],
        ['members'],
        ['session'],
        ['proposals'],
        ['proposal'],
        ['councils'],
        ['federations'],
      ]
    case 'offer':
      return [['offers']]
    case 'peer':
      return [['network'], ['federations']]
    case 'bulletin':
      return [['bulletins']]
    case 'council':
    case 'federation':
    case 'veto':
    case 'mandate':
    case 'feed':
      return [
        ['federations'],
        ['councils'],
        ['federation-proposals'],
        ['tickets'],
        ['group'],
        ['offers'],
        ['bulletins'],
        ['due'],
      ]
    case 'group':
      return [['group'], ['federations']]
    default:
      return []
  }
}

/** The event in a message of the stream; undefined where it is none. */
export function readLiveEvent(data: string): LiveEvent | undefined {
  try {
    const value: unknown = JSON.parse(data)
    if (typeof value !== 'object' || value === null || !('kind' in value)) return undefined
    const subject = 'subject' in value && typeof value.subject === 'string' ? value.subject : null
    return typeof value.kind === 'string' ? { kind: value.kind, subject } : undefined
  } catch {
    return undefined
  }
}
