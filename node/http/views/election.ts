import { plainName } from '../../../protocol/bytes/plain-name.ts'
import type { PublicKeyHex } from '../../../protocol/bytes/public-key.ts'
import { proposalOfElection } from '../../../protocol/governance/election.ts'
import { formatRational } from '../../../protocol/rational.ts'
import { isRefusal } from '../../../protocol/refusal.ts'
import type { StoredElection } from '../../domains/assembly/elections.ts'
import type { StoredTerm } from '../../domains/assembly/terms.ts'
import type { Context } from '../context.ts'
import type { ElectionView, OfficeView } from '../schema/election.ts'
import { namesOf } from './person.ts'

type Naming = (key: PublicKeyHex) => OfficeView['holder']

export function officeView({ holder, ...term }: StoredTerm, naming: Naming): OfficeView {
  return { ...term, holder: naming(holder) }
}

export function electionView(using: Context, election: StoredElection): ElectionView {
  const { id, office, text, by, role, seats, ballot, quorum } = election
  const { calledAtMs, nominationsUntilMs, votesUntilMs, termMs, proposal } = election
  const naming = namesOf(using.members, election.log)
  return {
    id,
    office,
    text,
    by,
    role,
    seats,
    council: councilOf(using, election),
    method: String(ballot.method),
    quorum: formatRational(quorum),
    calledAtMs,
    nominationsUntilMs,
    votesUntilMs,
    termMs,
    state: stateOf(using, election),
    nominees: using.elections.nominees(election).map(({ key, nominatedBy, ...rest }) => ({
      person: naming(key),
      nominatedBy: naming(nominatedBy),
      ...rest,
    })),
    proposal,
    terms: using.terms.ofElection(id).map(term => officeView(term, naming)),
  }
}

function councilOf({ core }: Context, { log, council }: StoredElection): ElectionView['council'] {
  if (council === undefined) return null
  const membership = core.projections.federations.memberships(log).find(({ federation }) => federation === council)
  return { federation: council, name: plainName(membership?.charter.name ?? '') }
}

function stateOf({ core, elections, terms }: Context, election: StoredElection): ElectionView['state'] {
  const vote = election.proposal && core.projections.proposals.get(election.proposal)
  if (vote) {
    if (vote.state !== 'closed') return 'voting'
    return terms.ofElection(election.id).length > 0 ? 'filled' : 'unfilled'
  }
  if (core.now() <= election.nominationsUntilMs) return 'nominating'
  const due = proposalOfElection(election, elections.candidates(election), core.now())
  return isRefusal(due) ? 'too-few' : 'opening'
}
