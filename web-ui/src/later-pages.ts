import { preferredLanguage } from './i18n/i18n-context.tsx'
import { restOf } from './i18n/languages.ts'

/** Every page but Home and proposals, which come with the first load: each is fetched when it is first opened. */
export const LATER_PAGES = {
  newProposal: async () => ({ default: (await import('./pages/new-proposal-page.tsx')).NewProposalPage }),
  drafts: async () => ({ default: (await import('./pages/drafts-page.tsx')).DraftsPage }),
  draft: async () => ({ default: (await import('./pages/draft-page.tsx')).DraftPage }),
  elections: async () => ({ default: (await import('./pages/elections-page.tsx')).ElectionsPage }),
  newElection: async () => ({ default: (await import('./pages/new-election-page.tsx')).NewElectionPage }),
  election: async () => ({ default: (await import('./pages/election-page.tsx')).ElectionPage }),
  initiatives: async () => ({ default: (await import('./pages/initiatives-page.tsx')).InitiativesPage }),
  newInitiative: async () => ({ default: (await import('./pages/new-initiative-page.tsx')).NewInitiativePage }),
  initiative: async () => ({ default: (await import('./pages/initiative-page.tsx')).InitiativePage }),
  draws: async () => ({ default: (await import('./pages/draws-page.tsx')).DrawsPage }),
  newDraw: async () => ({ default: (await import('./pages/new-draw-page.tsx')).NewDrawPage }),
  draw: async () => ({ default: (await import('./pages/draw-page.tsx')).DrawPage }),
  federation: async () => ({ default: (await import('./pages/federation-page.tsx')).FederationPage }),
  verdict: async () => ({ default: (await import('./pages/verdict-page.tsx')).VerdictPage }),
  council: async () => ({ default: (await import('./pages/council-page.tsx')).CouncilPage }),
  offers: async () => ({ default: (await import('./pages/offers-page.tsx')).OffersPage }),
  bulletins: async () => ({ default: (await import('./pages/bulletins-page.tsx')).BulletinsPage }),
  network: async () => ({ default: (await import('./pages/network-page.tsx')).NetworkPage }),
  members: async () => ({ default: (await import('./pages/members-page.tsx')).MembersPage }),
  stewardship: async () => ({ default: (await import('./pages/stewardship-page.tsx')).StewardshipPage }),
  charter: async () => ({ default: (await import('./pages/charter-page.tsx')).CharterPage }),
  charterVote: async () => ({ default: (await import('./pages/charter-vote-page.tsx')).CharterVotePage }),
  node: async () => ({ default: (await import('./pages/node-page.tsx')).NodePage }),
  delegations: async () => ({ default: (await import('./pages/delegations-page.tsx')).DelegationsPage }),
  search: async () => ({ default: (await import('./pages/search-page.tsx')).SearchPage }),
  me: async () => ({ default: (await import('./pages/me-page.tsx')).MePage }),
  setup: async () => ({ default: (await import('./pages/setup-page.tsx')).SetupPage }),
  join: async () => ({ default: (await import('./pages/join-page.tsx')).JoinPage }),
  restore: async () => ({ default: (await import('./pages/restore-page.tsx')).RestorePage }),
  device: async () => ({ default: (await import('./pages/device-page.tsx')).DevicePage }),
  lost: async () => ({ default: (await import('./pages/lost-key-page.tsx')).LostKeyPage }),
  askElsewhere: async () => ({ default: (await import('./pages/ask-elsewhere-page.tsx')).AskElsewherePage }),
  lostKeys: async () => ({ default: (await import('./pages/lost-keys-page.tsx')).LostKeysPage }),
  start: async () => ({ default: (await import('./pages/start-page.tsx')).StartPage }),
  welcome: async () => ({ default: (await import('./pages/welcome-page.tsx')).WelcomePage }),
  notFound: async () => ({ default: (await import('./pages/not-found-page.tsx')).NotFoundPage }),
}

/** What signs: an objection is signed at once even where the node is away by then. */
const SIGNERS = [() => import('./signing/life.ts'), () => import('./signing/invitation.ts')]
const restOfMessages = () => restOf(preferredLanguage().code)

/** Fetches them all, so that they open even when the node cannot be reached by then; between two of them a press is answered. */
export async function fetchLaterPages(): Promise<void> {
  for (const fetchPart of [restOfMessages, ...Object.values(LATER_PAGES), ...SIGNERS]) {
    await fetchPart().catch(() => undefined)
    await new Promise(resolve => setTimeout(resolve))
  }
}
