/** Where the storage of a device keeps what is its member's alone: on a shared device each has their own. */
export const OWN_BALLOTS = 'comunal.ballots'
export const OWN_DRAFT = 'comunal.draft'
export const OWN_LOOKED = 'comunal.looked'
export const OWN_WRITINGS = 'comunal.writings'

export const OWN_SEQ = 'comunal.seq'

export const OWN_PLACES = [OWN_BALLOTS, OWN_DRAFT, OWN_LOOKED, OWN_WRITINGS, OWN_SEQ] as const

/** Where a shared device keeps all that of one member, sealed. */
export const shelfPlace = (key: string) => `comunal.shelf.${key}`
