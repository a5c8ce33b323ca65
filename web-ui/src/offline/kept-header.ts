/** Names the moment, in milliseconds, at which an answer of the node was last read; only on what is kept on this device. */
export const KEPT_AT = 'x-comunal-kept-at'
/** What the node answered, as this device last saw it. */
export const READS = 'comunal-reads'
/** On a shared device the page says for whom it reads, by their public key: what is kept for one is no other's. */
export const READER = 'x-comunal-reader'
/** What the node answered one member of a shared device, while they sit at it. */
export const READS_OF = (key: string) => `${READS}-${key}`
