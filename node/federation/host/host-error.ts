/** Why the network could not do what was asked. Only these cross the host's interface; libp2p's own errors are the cause. */
export type HostErrorCode =
  | 'aborted'
  | 'host/cannot-listen'
  | 'host/closed'
  | 'message/malformed'
  | 'message/too-large'
  | 'peer/bad-address'
  | 'peer/busy'
  | 'peer/cut'
  | 'peer/failed'
  | 'peer/not-allowed'
  | 'peer/not-connected'
  | 'peer/timeout'
  | 'peer/unreachable'
  | 'peer/unsupported'

const SENTENCES: Record<HostErrorCode, string> = {
  aborted: 'The caller gave up.',
  'host/cannot-listen': 'The node cannot listen on its address.',
  'host/closed': 'The network host is closed.',
  'message/malformed': 'The peer sent bytes that are not a message.',
  'message/too-large': 'The message is larger than its protocol allows.',
  'peer/bad-address': 'The address cannot be dialed.',
  'peer/busy': 'Too many requests to this peer are open.',
  'peer/cut': 'The connection ended in the middle of a message.',
  'peer/failed': 'The peer could not answer the request.',
  'peer/not-allowed': 'The peer does not allow this to a stranger.',
  'peer/not-connected': 'The peer is not connected.',
  'peer/timeout': 'The peer took too long.',
  'peer/unreachable': 'The peer could not be reached, or refused the connection.',
  'peer/unsupported': 'The peer does not speak this protocol.',
}

export class HostError extends Error {
  readonly code: HostErrorCode

  constructor(code: HostErrorCode, cause?: unknown) {
    super(SENTENCES[code], cause === undefined ? undefined : { cause })
    this.name = 'HostError'
    this.code = code
  }
}

export function isHostErrorCode(text: string): text is HostErrorCode {
  return Object.hasOwn(SENTENCES, text)
}

/** What an aborted signal means: our own reason as it is, a time limit, or the caller's wish. */
export function abortedBy(signal: AbortSignal): HostError {
  const reason: unknown = signal.reason
  if (reason instanceof HostError) return reason
  return new HostError(
    reason instanceof DOMException && reason.name === 'TimeoutError' ? 'peer/timeout' : 'aborted',
    reason,
  )
}
