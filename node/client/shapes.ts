/** What the node's HTTP API answers, as far as its clients here read it. Ids and keys are text, fractions `n/d`. */
export type Ack = {
  readonly id: string
  readonly log: string
  readonly index: number
  readonly size: number
  readonly checkpoint: string
  readonly position: number
}

export type Session = { readonly token: string; readonly role: string | null }

/** Who has signed in. */
export type Standing = { readonly role: string | null; readonly state: MemberInfo['state'] | null }

export type NodeInfo = {
  readonly nodeKey: string
  readonly version: string
  readonly group: string | null
  readonly addresses: readonly string[]
  readonly name: string | null
}

export type Health = {
  readonly status: 'ok' | 'starting' | 'degraded'
  readonly version: string
  readonly uptimeMs: number
  readonly entries: number
  readonly peers: number
}

export type GroupInfo = {
  readonly id: string
  readonly name: string
  readonly purpose: string
  readonly members: 'people' | 'groups'
  readonly admission: unknown
  readonly memberCount: number
  readonly stewards: number
  readonly reading: 'members' | 'anyone'
  readonly federations: readonly { readonly id: string; readonly name: string }[]
}

export type MemberInfo = {
  readonly key: string
  readonly did: string
  readonly name: string
  readonly role: string
  readonly state: 'pending' | 'active' | 'removed'
  readonly joinedAtMs: number
}

export type OptionCount = { readonly option: string; readonly ballots: number; readonly points: number }

export type TallyInfo = {
  readonly electorate: number
  readonly voters: number
  readonly quorum: { readonly needed: number; readonly met: boolean }
  readonly counts: readonly OptionCount[]
  readonly outcome: { readonly accepted: boolean | null; readonly selected: readonly string[] }
  readonly final: boolean
}

export type ProposalSummary = {
  readonly id: string
  readonly title: string
  readonly state: 'opening' | 'open' | 'closed'
  readonly method: string
  readonly openedAtMs: number
  readonly closesAtMs: number
  readonly answers: { readonly federation: string; readonly proposal: string } | null
  readonly electorate: number
  readonly voters: number
  readonly accepted: boolean | null
}

export type ProposalInfo = ProposalSummary & {
  readonly text: string
  readonly by: string
  readonly byName: string | null
  readonly methodRule: { readonly method: string; readonly options?: readonly (string | { readonly id: string })[] }
  readonly quorum: string
  readonly closesEarly: boolean
  readonly closed: { readonly ballots: { readonly count: number; readonly root: string } } | null
  readonly tally: TallyInfo
}

export type BallotKey = { readonly factor: string; readonly ballotKey: string; readonly log: string }

export type FederationInfo = {
  readonly id: string
  readonly name: string
  readonly role: 'seat' | 'member'
  readonly weight: string | null
  readonly groups: readonly {
    readonly id: string
    readonly name: string
    readonly weight: string
    readonly state: string
    readonly connected: boolean
  }[]
}

export type JoinPlan = {
  readonly federation: string
  readonly name: string
  readonly weight: string
  readonly feed: string
  readonly entries: readonly {
    readonly log: string
    readonly kind: string
    readonly body: string
    readonly to: 'federation' | 'group'
  }[]
}

export type FederationProposalInfo = {
  readonly id: string
  readonly federation: string
  readonly title: string
  readonly method: string
  readonly closesAtMs: number
  readonly mandatesByMs: number
  readonly state: 'open' | 'decided'
  readonly localProposal: string | null
  readonly verdict: VerdictTree | null
}

export type VerdictGroup = {
  readonly group: string
  readonly name: string
  readonly weight: string
  readonly position: 'for' | 'against' | 'abstain' | null
  readonly counted: boolean
  readonly reason: string | null
  readonly reasonText: string | null
  readonly mandate: string | null
  readonly electorate: number
  readonly voters: number
  readonly counts: readonly { readonly option: string; readonly points: number }[]
  readonly below: VerdictTree | null
  readonly recounted: boolean
}

export type VerdictTree = {
  readonly proposal: string
  readonly federation: string
  readonly name: string
  readonly title: string
  readonly state: 'open' | 'decided'
  readonly method: string
  readonly groups: readonly VerdictGroup[]
  readonly weighted: readonly { readonly option: string; readonly points: string }[]
  readonly quorum: { readonly needed: number; readonly counted: number; readonly met: boolean }
  readonly accepted: boolean | null
  readonly selected: readonly string[]
  readonly popular: {
    readonly electorate: number
    readonly counts: readonly OptionCount[]
    readonly accepted: boolean | null
  }
  readonly diverges: boolean
  readonly decided: string | null
}

export type OfferInfo = {
  readonly id: string
  readonly groupName: string
  readonly direction: 'offer' | 'need'
  readonly kind: string
  readonly title: string
  readonly quantity: number
  readonly unit: string
  readonly untilMs: number
  readonly place: string | null
  readonly distanceKm: number | null
  readonly terms: string
}

export type FederationDetails = FederationInfo & {
  readonly feeds: readonly { readonly group: string; readonly feed: string; readonly size: number }[]
}
