import { Command } from 'commander'
import type { RollCallInfo } from '../../node/client/shapes.ts'
import { contextOf } from '../context.ts'
import { findProposal } from '../find-proposal.ts'
import { rollCallText } from '../output/roll-call-text.ts'

/** `comunal proposal roll-call`: who voted what, where the vote shows it. */
export function rollCallCommand(): Command {
  return new Command('roll-call')
    .description('show who voted what in a closed vote, where the members or all may know')
    .argument('<id>', 'its id, or the end of it')
    .action(async (typed: string, _: object, command: Command) => {
      const { output, client: open } = contextOf(command)
      const client = open()
      const id = await findProposal(client, typed)
      const rollCall = await client.get<RollCallInfo>(`/proposals/${id}/roll-call`)
      output.result({ id, ...rollCall }, () => rollCallText(rollCall))
    })
}
