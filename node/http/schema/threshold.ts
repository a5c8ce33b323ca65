import { Type } from 'typebox'
import { Count, oneOf, RationalText } from './shared.ts'

const share = { what: oneOf('for', 'voted'), of: oneOf('cast', 'eligible', 'active'), share: RationalText }
const objections = { what: oneOf('objections') }
const reached = { needed: Count, reached: Count, met: Type.Boolean() }

/** What a proposal asks for besides its method: shares, or that no objection is upheld. */
export const Thresholds = Type.Array(Type.Union([Type.Object(share), Type.Object(objections)]))

/** The same and how a vote stands to it. */
export const Checks = Type.Array(
  Type.Union([Type.Object({ ...share, ...reached }), Type.Object({ ...objections, ...reached })]),
)
