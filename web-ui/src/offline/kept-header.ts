/** Names the moment, in milliseconds, at which an answer of the node was last read; only on what is kept on this device. */
export const KEPT_AT = 'x-comunal-kept-at'
/** What the node answered, as this device last saw it. */
export const READS = 'comunal-reads'
