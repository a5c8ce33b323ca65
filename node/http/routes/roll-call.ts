import { refuse } from '../../../protocol/refusal.ts'
import type { Api, UseContext } from '../api.ts'
import { Refused } from '../refused.ts'
import { RollCallView } from '../schema/governance.ts'
import { refusals } from '../schema/problem.ts'
import { ById, ref } from '../schema/shared.ts'
import { choiceView } from '../views/method.ts'
import { namesOf } from '../views/person.ts'
import { proposalIn } from './proposals.ts'

/** Who voted what: shown once the vote is closed, to those whom its proposal and the charter name. */
export function rollCallRoutes(api: Api, context: UseContext): void {
  api.get(
    '/proposals/:id/roll-call',
    {
      schema: {
        operationId: 'getRollCall',
        summary: 'Who voted what in a closed vote, where the members or all may know.',
        tags: ['decisions'],
        params: ById,
        response: { 200: ref(RollCallView), ...refusals },
      },
    },
    async request => {
      const using = context()
      const { reading, rollCalls, standings, members } = using
      const own = reading.requireReading(request)
      const proposal = proposalIn(using, own, request.params.id)
      const { rollCall } = standings.of(proposal).privacy
      if (rollCall === 'voter' || proposal.state !== 'closed') {
        throw new Refused(refuse('proposal/roll-call-hidden', { rollCall }))
      }
      if (rollCall === 'members') reading.requireMember(request)
      const naming = namesOf(members, own.row)
      const passedOn = () =>
        rollCalls.represented(proposal).map(({ voter, by }) => ({ voter: naming(voter), by: naming(by) }))
      return {
        seenBy: rollCall,
        ballots: rollCalls
          .ballots(proposal)
          .map(({ voter, choice }) => ({ voter: naming(voter), choice: choiceView(choice) })),
        represented: rollCall === 'all' ? passedOn() : null,
      }
    },
  )
}
