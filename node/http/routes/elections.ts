import { Type } from 'typebox'
import { trustedCid } from '../../../protocol/bytes/cid.ts'
import { refuse } from '../../../protocol/refusal.ts'
import type { Api, UseContext } from '../api.ts'
import { Refused } from '../refused.ts'
import { ElectionView, OfficeView } from '../schema/election.ts'
import { refusals } from '../schema/problem.ts'
import { ById, ref } from '../schema/shared.ts'
import { electionView, officeView } from '../views/election.ts'
import { namesOf } from '../views/person.ts'

/** Elections, and who holds which office now. The vote itself is a proposal like any other. */
export function electionRoutes(api: Api, context: UseContext): void {
  api.get(
    '/elections',
    {
      schema: {
        operationId: 'listElections',
        summary: 'Elections, newest first.',
        tags: ['assembly'],
        response: { 200: Type.Array(ref(ElectionView)), ...refusals },
      },
    },
    async request => {
      const using = context()
      const own = using.reading.requireReading(request)
      return using.elections.list(own.row).map(election => electionView(using, election))
    },
  )

  api.get(
    '/elections/:id',
    {
      schema: {
        operationId: 'getElection',
        summary: 'One election: who stands, the vote, who was elected.',
        tags: ['assembly'],
        params: ById,
        response: { 200: ref(ElectionView), ...refusals },
      },
    },
    async request => {
      const using = context()
      const own = using.reading.requireReading(request)
      const { id } = request.params
      const election = using.elections.get(trustedCid(id))
      if (election?.log !== own.row) throw new Refused(refuse('election/unknown', { id }))
      return electionView(using, election)
    },
  )

  api.get(
    '/offices',
    {
      schema: {
        operationId: 'listOffices',
        summary: 'Who holds which office now.',
        tags: ['assembly'],
        response: { 200: Type.Array(ref(OfficeView)), ...refusals },
      },
    },
    async request => {
      const using = context()
      const own = using.reading.requireReading(request)
      const naming = namesOf(using.members, own.row)
      return using.terms.heldAt(own.row, using.core.now()).map(term => officeView(term, naming))
    },
  )
}
