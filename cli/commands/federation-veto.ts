import { Command } from 'commander'
import type { Client } from '../../node/client/client.ts'
import { writeToFederation } from '../../node/client/federate.ts'
import { stopWith } from '../../node/client/problem.ts'
import type { ContestInfo, FederationProposalDetails, GroupInfo } from '../../node/client/shapes.ts'
import { type Cid, trustedCid } from '../../protocol/bytes/cid.ts'
import { refuse } from '../../protocol/refusal.ts'
import { contextOf } from '../context.ts'
import { findId } from '../find-proposal.ts'
import { positive, prose } from '../read-option.ts'
import { groupId } from './member.ts'

/** `comunal federation veto …`: a group contests clauses, and how that is settled before the groups are asked again. */
export function vetoCommand(): Command {
  return new Command('veto')
    .description('veto clauses of what a federation asks: raise, withdraw, mediate, agree')
    .addCommand(raiseCommand())
    .addCommand(withdrawCommand())
    .addCommand(mediateCommand())
    .addCommand(agreeCommand())
}

type Raising = { ground: string; reason: string; evidence: string; source: string; clause?: readonly number[] }

function raiseCommand(): Command {
  return new Command('raise')
    .description('at the node of a group: veto clauses, which takes effect if the vote of the group is against')
    .argument('<id>', 'id of the federated proposal, or the end of it')
    .requiredOption('--ground <ground>', 'one of those that the charter names', prose)
    .requiredOption('--reason <text>', 'why', prose)
    .requiredOption('--evidence <text>', 'what shows it', prose)
    .requiredOption('--source <source>', 'where that is: the id of an entry, or a link')
    .option('--clause <number>', 'a contested clause; once for each (needed where there are several)', numbers)
    .action(async (typed: string, options: Raising, command: Command) => {
      const { output, client: open, member, pen } = contextOf(command)
      const client = open()
      const asked = await proposalOf(client, typed)
      const group = groupId(await client.get<GroupInfo>('/group'))
      const { ground, reason, evidence: text, source } = options
      const body = {
        proposal: trustedCid(asked.id),
        group,
        clauses: contestedBy(asked, options.clause),
        ground,
        reason,
        evidence: [{ text, source }],
      }
      const log = trustedCid(asked.federation)
      const { id } = await writeToFederation(client, pen, member().signer, { kind: 'veto/raised', log, body })
      output.result({ id, proposal: asked.id, group, clauses: body.clauses }, () =>
        ['The veto is raised.', 'It counts if the vote of the group comes out against.'].join('\n'),
      )
    })
}

function withdrawCommand(): Command {
  return new Command('withdraw')
    .description('at the node of a group: take its veto back')
    .argument('<id>', 'id of the federated proposal, or the end of it')
    .action(async (typed: string, _: object, command: Command) => {
      const { output, client: open, member, pen } = contextOf(command)
      const client = open()
      const { proposal, log, veto } = await ownVeto(client, typed)
      const body = { proposal, veto: trustedCid(veto.id) }
      await writeToFederation(client, pen, member().signer, { kind: 'veto/withdrawn', log, body })
      output.result({ veto: veto.id }, () => 'The veto is withdrawn.')
    })
}

function mediateCommand(): Command {
  return new Command('mediate')
    .description('for who hears the veto: put an agreement to the group, by which the clause falls')
    .argument('<id>', 'id of the federated proposal, or the end of it')
    .requiredOption('--group <name>', 'the group that vetoes')
    .requiredOption('--text <text>', 'what is agreed in its place', prose)
    .action(async (typed: string, options: { group: string; text: string }, command: Command) => {
      const { output, client: open, member, pen } = contextOf(command)
      const client = open()
      const asked = await proposalOf(client, typed)
      const name = options.group.normalize('NFC')
      const veto = vetoIn(asked, ({ name: of, group }) => of === name || group === name)
      const body = { proposal: trustedCid(asked.id), veto: trustedCid(veto.id), text: options.text }
      const log = trustedCid(asked.federation)
      const { id } = await writeToFederation(client, pen, member().signer, { kind: 'veto/mediated', log, body })
      output.result({ id, veto: veto.id }, () => `${veto.name} can agree now.`)
    })
}

function agreeCommand(): Command {
  return new Command('agree')
    .description('at the node of a group: take the last agreement that was put to it')
    .argument('<id>', 'id of the federated proposal, or the end of it')
    .action(async (typed: string, _: object, command: Command) => {
      const { output, client: open, member, pen } = contextOf(command)
      const client = open()
      const { proposal, log, veto } = await ownVeto(client, typed)
      const agreement = veto.offered.at(-1)
      if (!agreement) return stopWith(refuse('veto/unknown', { problem: 'nothing was put to the group' }))
      const body = { proposal, veto: trustedCid(veto.id), agreement: trustedCid(agreement.id) }
      await writeToFederation(client, pen, member().signer, { kind: 'veto/agreed', log, body })
      output.result({ veto: veto.id, agreement: agreement.id }, () => `Agreed: ${agreement.text}`)
    })
}

/** `--clause 2 --clause 3`: counted from one. */
function numbers(text: string, before: readonly number[] = []): readonly number[] {
  return [...before, positive(text)]
}

function contestedBy({ clauses }: FederationProposalDetails, given: readonly number[] | undefined): number[] {
  if (given) return [...new Set(given)].map(number => number - 1).sort((a, b) => a - b)
  return clauses.length > 1 ? stopWith(refuse('veto/bad-clause', { clauses: clauses.length })) : [0]
}

async function proposalOf(client: Client, typed: string): Promise<FederationProposalDetails> {
  return client.get(`/federation-proposals/${await findId(client, '/federation-proposals', typed)}`)
}

type Veto = ContestInfo['vetoes'][number]

function vetoIn({ verdict }: FederationProposalDetails, isIt: (veto: Veto) => boolean): Veto {
  return verdict?.contest?.vetoes.find(isIt) ?? stopWith(refuse('veto/unknown'))
}

async function ownVeto(client: Client, typed: string): Promise<{ proposal: Cid; log: Cid; veto: Veto }> {
  const asked = await proposalOf(client, typed)
  const own = groupId(await client.get<GroupInfo>('/group'))
  const veto = vetoIn(asked, ({ group }) => group === own)
  return { proposal: trustedCid(asked.id), log: trustedCid(asked.federation), veto }
}
