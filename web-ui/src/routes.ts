/** Addresses of the page. Secrets travel behind the `#`, which a browser never sends to a server. */
export const ROUTES = {
  decide: '/',
  decided: '/decided',
  drafts: '/drafts',
  draft: '/drafts/:id',
  newProposal: '/new',
  proposal: '/proposals/:id',
  elections: '/elections',
  newElection: '/elections/new',
  election: '/elections/:id',
  initiatives: '/initiatives',
  newInitiative: '/initiatives/new',
  initiative: '/initiatives/:id',
  draws: '/draws',
  newDraw: '/draws/new',
  draw: '/draws/:id',
  federation: '/federation',
  verdict: '/federation/:id',
  council: '/council/:id',
  offers: '/offers',
  bulletins: '/bulletins',
  network: '/network',
  members: '/members',
  stewardship: '/stewardship',
  charter: '/charter',
  lostKeys: '/lost-keys',
  charterVote: '/charter/vote',
  node: '/node',
  delegations: '/delegations',
  search: '/search',
  me: '/me',
  setup: '/setup',
  join: '/join',
  restore: '/restore',
  device: '/device',
  lost: '/lost',
} as const

export const proposalPath = (id: string) => `/proposals/${id}`
export const draftPath = (id: string) => `/drafts/${id}`
export const electionPath = (id: string) => `/elections/${id}`
/** A new initiative for a change of the charter. */
export const CHARTER_INITIATIVE = `${ROUTES.newInitiative}?type=charter`
export const initiativePath = (id: string) => `/initiatives/${id}`
export const drawPath = (id: string) => `/draws/${id}`
export const councilPath = (id: string) => `/council/${id}`
export const verdictPath = (id: string) => `/federation/${id}`
export const invitationLink = (origin: string, secret: string) => `${origin}${ROUTES.join}#invite=${secret}`
export const deviceLink = (origin: string, secret: string) => `${origin}${ROUTES.device}#take=${secret}`

/** Links of the form `/#/setup?token=…`, as a terminal prints them: the path they mean, its secret still behind the `#`. */
export function pathOfHash(hash: string): string | undefined {
  const found = /^#(\/(?:[\w-]+(?:\/[\w-]+)*)?)(?:\?(.*))?$/.exec(hash)
  if (!found) return undefined
  const [, path = '/', query] = found
  return query ? `${path}#${query}` : path
}

/** A field of what stands behind the `#`: `#invite=…&name=…`. */
export function hashField(hash: string, name: string): string | undefined {
  return new URLSearchParams(hash.replace(/^#/, '')).get(name) ?? undefined
}
