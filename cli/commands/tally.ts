import { Command } from 'commander'
import type { ProposalInfo } from '../../node/client/shapes.ts'
import { contextOf } from '../context.ts'
import { findProposal } from '../find-proposal.ts'
import { standingText } from '../output/tally-text.ts'

/** `comunal tally`: how a vote stands, or how it ended. */
export function tallyCommand(): Command {
  return new Command('tally')
    .description('show how a vote stands, or how it ended')
    .argument('<id>', 'id of the proposal, or the end of it')
    .action(async (typed: string, _: object, command: Command) => {
      const { output, client: open } = contextOf(command)
      const client = open()
      const proposal = await client.get<ProposalInfo>(`/proposals/${await findProposal(client, typed)}`)
      const { id, title, state, method, electorate, voters } = proposal
      const tally = proposal.tally ?? { electorate, voters, final: false }
      output.result({ id, title, state, method, ...tally }, () => standingText(proposal))
    })
}
