import { Command } from 'commander'
import type { NodeHealthInfo } from '../../node/client/shapes.ts'
import { contextOf } from '../context.ts'
import { count, moment } from '../output/words.ts'

const WARNINGS: Record<NodeHealthInfo['warnings'][number], string> = {
  'disk-low': 'The disk is nearly full: make room, or move the data folder.',
  'signatures-unchecked': 'The newest entry does not check: stop the node, copy the folder, run comunal rebuild.',
  'nobody-connected': 'No other node can be reached: look at the connection of this machine.',
  'feed-behind': 'Other nodes know more than this one: it catches up by itself.',
  forked: 'This node has signed two histories: give it another key with comunal node replace.',
  'one-steward': 'There is one steward only: make another.',
}

/** `comunal node health`: figures of the running node, for stewards. */
export function healthCommand(): Command {
  return new Command('health')
    .description('say how the node is, in figures, and what to look into; for stewards')
    .action(async (_: object, command: Command) => {
      const { output, client: open } = contextOf(command)
      const client = open()
      await client.signIn()
      const health = await client.get<NodeHealthInfo>('/node/health')
      output.result(health, () => healthText(health))
    })
}

function healthText({ warnings, storage, logs, signaturesChecked, peers, closings }: NodeHealthInfo): string {
  const { storeBytes, disk } = storage
  const entries = logs.reduce((sum, log) => sum + log.entries, 0)
  return [
    ...(warnings.length === 0 ? ['The node is well.'] : warnings.map(warning => WARNINGS[warning])),
    `${megabytes(storeBytes)} in ${count(logs.length, 'log')} of ${count(entries, 'entry', 'entries')}${
      disk ? `, ${megabytes(disk.freeBytes)} free` : ''
    }`,
    `signatures ${signaturesChecked ? 'check' : 'do not check'}, ${peers.connected} of ${count(peers.known, 'peer')} connected`,
    ...closings.slice(0, 1).map(({ title, atMs }) => `next: “${title}” closes ${moment(atMs)}`),
  ].join('\n')
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`
}
