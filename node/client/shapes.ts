import type { Static } from 'typebox'
import type { BulletinView, ReachView } from '../http/schema/bulletin.ts'
import type { CharterChangesView } from '../http/schema/charter.ts'
import type { ConcentrationView, DelegationsView, MyVoiceView, ScopeView } from '../http/schema/delegation.ts'
import type { DraftSummary, DraftView, RevisionView } from '../http/schema/draft.ts'
import type { DueView } from '../http/schema/due.ts'
import type { ElectionView, OfficeView } from '../http/schema/election.ts'
import type { AckView } from '../http/schema/entry.ts'
import type {
  CouncilView,
  DetailAnswerView,
  FederationProposalView,
  FederationProposalWhole,
  FederationView,
  FederationWhole,
  JoinPlanView,
  MergedView,
  MotionView,
  OfferView,
  OfferWhole,
  TicketView,
  WishView,
} from '../http/schema/federation.ts'
import type { FollowUpView } from '../http/schema/follow-up.ts'
import type { BallotKeyView, ProposalView, RollCallView, TallyView } from '../http/schema/governance.ts'
import type {
  CharterView,
  EndorsementsView,
  GroupView,
  HealthView,
  MemberView,
  NodeView,
} from '../http/schema/group.ts'
import type { InitiativeView } from '../http/schema/initiative.ts'
import type { KeyRequestView, OwnKeyRequestView, WhoView } from '../http/schema/key-request.ts'
import type { ArgumentView } from '../http/schema/life.ts'
import type { MyFileView } from '../http/schema/my-file.ts'
import type { NetworkView } from '../http/schema/network.ts'
import type { NodeHealthView } from '../http/schema/node-health.ts'
import type { ObjectionView } from '../http/schema/objection.ts'
import type { DrawnView, IssuedView, MarkView, PaperView } from '../http/schema/paper.ts'
import type { FoundView } from '../http/schema/search.ts'
import type { SessionOpened, SessionView } from '../http/schema/session.ts'
import type { SortitionEvidenceView, SortitionView } from '../http/schema/sortition.ts'
import type { WitnessesView } from '../http/schema/witness.ts'

/** What the node's HTTP API answers, by the schemas that it answers by. Ids and keys are text, fractions `n/d`. */
export type Ack = AckView
export type Session = Static<typeof SessionOpened>
/** Who has signed in. */
export type Standing = Static<typeof SessionView>
export type NodeInfo = Static<typeof NodeView>
export type Health = Static<typeof HealthView>
export type NodeHealthInfo = NodeHealthView
export type WitnessesInfo = Static<typeof WitnessesView>
export type NetworkInfo = Static<typeof NetworkView>
export type GroupInfo = GroupView
export type CharterInfo = CharterView
/** How the charter came to be what it is; `terms` in Base 64, as they are signed. */
export type CharterChangesInfo = CharterChangesView
export type MemberInfo = MemberView
export type KeyRequestInfo = KeyRequestView
export type OwnKeyRequestInfo = Static<typeof OwnKeyRequestView>
export type WhoInfo = Static<typeof WhoView>
export type EndorsementsInfo = Static<typeof EndorsementsView>
export type TallyInfo = TallyView
export type ProposalInfo = ProposalView
export type RollCallInfo = RollCallView
export type DelegationsInfo = DelegationsView
export type ConcentrationInfo = ConcentrationView
export type MyVoice = MyVoiceView
export type ScopeInfo = ScopeView
export type FoundInfo = Static<typeof FoundView>
export type DueInfo = Static<typeof DueView>
export type DraftInfo = DraftView
export type RevisionInfo = Static<typeof RevisionView>
export type DraftLine = DraftSummary
export type FollowUpInfo = FollowUpView
export type ArgumentInfo = ArgumentView
export type ObjectionInfo = ObjectionView
export type PaperInfo = PaperView
export type PaperMark = Static<typeof MarkView>
export type PaperIssued = Static<typeof IssuedView>
export type PaperDrawn = Static<typeof DrawnView>
export type BallotKey = Static<typeof BallotKeyView>
export type FederationInfo = FederationView
export type FederationDetails = FederationWhole
export type FederationProposalDetails = Static<typeof FederationProposalWhole>
export type CouncilInfo = CouncilView
export type MotionInfo = MotionView
export type MergedInfo = MergedView
export type TicketInfo = TicketView
export type JoinPlan = Static<typeof JoinPlanView>
export type FederationProposalInfo = FederationProposalView
export type OfferInfo = OfferView
export type OfferDetails = OfferWhole
export type DetailInfo = Static<typeof DetailAnswerView>
export type WishInfo = Static<typeof WishView>
export type BulletinInfo = BulletinView
export type ReachInfo = ReachView
export type ElectionInfo = ElectionView
export type OfficeInfo = OfficeView
export type InitiativeInfo = InitiativeView
export type SortitionInfo = SortitionView
export type SortitionEvidenceInfo = Static<typeof SortitionEvidenceView>
export type { ContestView as ContestInfo, VerdictGroup, VerdictTree } from '../http/schema/federation.ts'
export type { ProposalSummary } from '../http/schema/governance.ts'
export type MyFileInfo = MyFileView
