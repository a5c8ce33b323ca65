import { writeFileSync } from 'node:fs'
import { Command } from 'commander'
import { castBallot, receiptOf } from '../../node/client/cast-ballot.ts'
import { granted } from '../../node/client/problem.ts'
import type { NodeInfo, ProposalInfo } from '../../node/client/shapes.ts'
import { contextOf } from '../context.ts'
import { findProposal } from '../find-proposal.ts'
import { rememberNode } from '../known-nodes.ts'
import { written } from '../named-file.ts'
import { readChoice } from '../read-choice.ts'

/** `comunal vote`: a ballot by the member's own key for this one proposal. The last one before the deadline counts. */
export function voteCommand(): Command {
  return new Command('vote')
    .description('vote; again before the deadline to change your mind')
    .argument('<id>', 'id of the proposal, or the end of it')
    .argument('<choice...>', 'for, against or abstain; options; a ranking such as a>b=c; points such as a=5; or blank')
    .option('--receipt <file>', "keep the node's receipt in a file instead of printing it")
    .action(async (typed: string, words: string[], options: { receipt?: string }, command: Command) => {
      const { output, client: open, member, pen, dataFolder } = contextOf(command)
      const client = open()
      const voter = member()
      const id = await findProposal(client, typed)
      const [proposal, node] = await Promise.all([
        client.get<ProposalInfo>(`/proposals/${id}`),
        client.get<NodeInfo>('/node'),
      ])
      const choice = granted(readChoice(proposal.methodRule, words))
      const ack = await castBallot(client, pen, voter, id, choice)
      const receipt = await receiptOf(client, ack.id)
      rememberNode(dataFolder, ack.log, node.nodeKey)
      const file = options.receipt
      if (file) await written(file, () => writeFileSync(file, receipt))
      const { log, index, size } = ack
      output.result({ id: ack.id, log, index, size, proposal: id, choice, receipt }, () =>
        [
          `Your vote on “${proposal.title}” is taken, as entry ${index} of ${size}.`,
          options.receipt ? `The receipt is in ${options.receipt}; \`comunal verify\` checks it.` : `\n${receipt}`,
        ].join('\n'),
      )
    })
}
