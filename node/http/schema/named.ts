import { BulletinView } from './bulletin.ts'
import { CharterChangesView } from './charter.ts'
import { DELEGATION_SCHEMAS } from './delegation.ts'
import { DraftSummary, DraftView } from './draft.ts'
import { ElectionView, OfficeView } from './election.ts'
import { AckView, EntryView } from './entry.ts'
import {
  ContestView,
  FederationProposalView,
  FederationView,
  MotionView,
  OfferView,
  SeatView,
  TicketView,
  VerdictGroupView,
  VerdictTreeView,
} from './federation.ts'
import { FollowUpView } from './follow-up.ts'
import { OptionCountView, ProposalSummary, ProposalView, RollCallView, TallyView } from './governance.ts'
import { CharterView, GroupView, MemberView } from './group.ts'
import { InitiativeView } from './initiative.ts'
import { KeyRequestView } from './key-request.ts'
import { ArgumentView } from './life.ts'
import { ChoiceView, MethodRuleView } from './method.ts'
import { MyFileView } from './my-file.ts'
import { NodeHealthView } from './node-health.ts'
import { ObjectionView } from './objection.ts'
import { PaperView } from './paper.ts'
import { PersonView } from './person.ts'
import { ProblemView } from './problem.ts'
import { ReportView } from './report.ts'
import type { Named } from './shared.ts'
import { SortitionView } from './sortition.ts'
import { StreamEntry } from './stream.ts'

/** Every schema that others refer to by its name. */
export const NAMED_SCHEMAS: readonly Named[] = [
  AckView,
  ArgumentView,
  BulletinView,
  CharterChangesView,
  CharterView,
  ChoiceView,
  ContestView,
  DraftSummary,
  DraftView,
  ElectionView,
  ...DELEGATION_SCHEMAS,
  EntryView,
  FederationProposalView,
  FederationView,
  FollowUpView,
  GroupView,
  InitiativeView,
  KeyRequestView,
  MemberView,
  MethodRuleView,
  MotionView,
  MyFileView,
  NodeHealthView,
  ObjectionView,
  OfferView,
  OfficeView,
  OptionCountView,
  PaperView,
  PersonView,
  ProblemView,
  ProposalSummary,
  ProposalView,
  ReportView,
  RollCallView,
  SortitionView,
  StreamEntry,
  TallyView,
  SeatView,
  TicketView,
  VerdictGroupView,
  VerdictTreeView,
]
