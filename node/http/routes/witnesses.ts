import { originOf } from '../../../protocol/log/checkpoint.ts'
import { verifierKey } from '../../../protocol/log/note.ts'
import { REASONS, refuse } from '../../../protocol/refusal.ts'
import type { LogRow } from '../../log/log-tables.ts'
import type { Api, UseContext } from '../api.ts'
import type { Context } from '../context.ts'
import { Refused } from '../refused.ts'
import { refusals } from '../schema/problem.ts'
import { WitnessesView, WitnessInput } from '../schema/witness.ts'

/** The witnesses outside that this node asks to cosign its checkpoints. */
export function witnessRoutes(api: Api, context: UseContext): void {
  api.get(
    '/witnesses',
    {
      schema: {
        operationId: 'listWitnesses',
        summary: 'Outside witnesses that this node asks, and the logs that it asks them about.',
        tags: ['node'],
        response: { 200: WitnessesView, ...refusals },
      },
    },
    async request => {
      const using = context()
      const { own } = using.reading.requireMember(request)
      return witnessesView(using, own)
    },
  )

  api.post(
    '/witnesses',
    {
      schema: {
        operationId: 'setWitness',
        summary: 'Ask a witness from now on, or with `drop` no more. For stewards.',
        tags: ['node'],
        body: WitnessInput,
        response: { 200: WitnessesView, ...refusals },
      },
    },
    async request => {
      const using = context()
      const { own } = using.reading.requireSteward(request)
      const { vkey, url = '', drop } = request.body
      const { witnesses } = using
      if (!witnesses) throw new Refused(refuse('request/not-found'))
      const refused = drop ? witnesses.drop(vkey) : witnesses.set({ vkey, url })
      if (refused) throw new Refused(refused)
      return witnessesView(using, own)
    },
  )
}

function witnessesView({ core, witnesses }: Context, { id }: LogRow): WitnessesView {
  const origin = originOf(id)
  return {
    log: { origin, vkey: verifierKey(origin, core.signer.publicKey) },
    witnesses: (witnesses?.status() ?? []).map(status => ({
      ...status,
      problemText: status.problem && REASONS[status.problem].sentence,
    })),
  }
}
