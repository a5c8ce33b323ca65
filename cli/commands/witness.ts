import { Command } from 'commander'
import { stopWith } from '../../node/client/problem.ts'
import type { WitnessesInfo } from '../../node/client/shapes.ts'
import { refuse } from '../../protocol/refusal.ts'
import { contextOf } from '../context.ts'
import { table } from '../output/table.ts'
import { count, moment } from '../output/words.ts'
import { witnessKeyCommand, witnessServeCommand } from './witness-serve.ts'

/** `comunal witness …`: witnesses that are no member's node, at both ends. */
export function witnessCommand(): Command {
  return new Command('witness')
    .description('outside witnesses: add, list, remove; be one: key, serve')
    .addCommand(addCommand())
    .addCommand(listCommand())
    .addCommand(removeCommand())
    .addCommand(logCommand())
    .addCommand(witnessKeyCommand())
    .addCommand(witnessServeCommand())
}

function addCommand(): Command {
  return new Command('add')
    .description('ask a witness to cosign the checkpoints of this node; again with another address, ask it there')
    .argument('<url>', 'where it answers, without /add-checkpoint')
    .argument('<vkey>', 'its verifier key: name+eight digits+letters')
    .action(async (url: string, vkey: string, _: object, command: Command) => {
      const { output, client } = contextOf(command)
      const { witnesses } = await client().post<WitnessesInfo>('/witnesses', { url, vkey })
      const counts = witnesses.some(witness => witness.vkey === vkey && witness.counts)
      output.result({ url, vkey, counts }, () => `${nameOf(vkey)} is asked from now on.`)
      if (!counts) output.note('The charter does not name it: decisions do not count its cosignatures.')
    })
}

function listCommand(): Command {
  return new Command('list')
    .description('list the witnesses that are asked')
    .action(async (_: object, command: Command) => {
      const { output, client } = contextOf(command)
      const { witnesses } = await client().get<WitnessesInfo>('/witnesses')
      const rows = witnesses.map(witness => [
        nameOf(witness.vkey),
        witness.url,
        witness.counts ? 'counts' : 'not in the charter',
        stateOf(witness),
      ])
      output.list(witnesses, () =>
        rows.length === 0 ? 'No outside witness is asked.' : table(['witness', 'where', '', 'cosigned'], rows),
      )
    })
}

function stateOf({ last, problemText, failures }: WitnessesInfo['witnesses'][number]): string {
  const cosigned = last ? `${count(last.size, 'entry', 'entries')}, ${moment(last.atMs)}` : 'nothing yet'
  return problemText === null ? cosigned : `${cosigned}; ${count(failures, 'failure')}: ${problemText}`
}

function removeCommand(): Command {
  return new Command('remove')
    .description('ask a witness no more')
    .argument('<witness>', 'its name, or its verifier key')
    .action(async (typed: string, _: object, command: Command) => {
      const { output, client: open } = contextOf(command)
      const client = open()
      const { witnesses } = await client.get<WitnessesInfo>('/witnesses')
      const found = witnesses.find(({ vkey }) => vkey === typed || nameOf(vkey) === typed)
      if (!found) return stopWith(refuse('witness/unknown', { witness: typed }))
      await client.post<WitnessesInfo>('/witnesses', { vkey: found.vkey, drop: true })
      output.result({ vkey: found.vkey }, () => `${nameOf(found.vkey)} is asked no more.`)
    })
}

function logCommand(): Command {
  return new Command('log')
    .description("print the verifier key of this node's log, for whoever runs a witness")
    .action(async (_: object, command: Command) => {
      const { output, client } = contextOf(command)
      const { log } = await client().get<WitnessesInfo>('/witnesses')
      output.result(log, () => log.vkey)
    })
}

function nameOf(vkey: string): string {
  return vkey.split('+')[0] ?? vkey
}
