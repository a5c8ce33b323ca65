import { existsSync } from 'node:fs'
import { Command } from 'commander'
import { stopWith } from '../../node/client/problem.ts'
import type { NetworkInfo } from '../../node/client/shapes.ts'
import { networkKeyPath } from '../../node/data-folder.ts'
import { makeNetworkKey } from '../../node/federation/host/network-key.ts'
import { writeKeyFile } from '../../node/key-file.ts'
import { shortCid, trustedCid } from '../../protocol/bytes/cid.ts'
import { refuse } from '../../protocol/refusal.ts'
import { contextOf } from '../context.ts'
import { table } from '../output/table.ts'
import { count, moment } from '../output/words.ts'

/** `comunal network`: which nodes this one knows, how it reaches them, and what of their feeds is missing here. */
export function networkCommand(): Command {
  return new Command('network')
    .description('say which nodes are connected, and what is missing from whom')
    .addCommand(keyCommand())
    .action(async (_options: object, command: Command) => {
      const { output, client } = contextOf(command)
      const network = await client().get<NetworkInfo>('/network')
      output.result(network, () => networkText(network))
    })
}

function networkText({ peers, feeds }: NetworkInfo): string {
  if (peers.length === 0) return 'This node knows no other: its group is in no federation.'
  return [
    table(['node', 'connected', 'how', 'ms', 'where'], peers.map(peerRow)),
    '',
    table(['feed', 'entries', 'missing here'], feeds.map(feedRow)),
  ].join('\n')
}

function peerRow({ name, key, connected, since, route, rttMs, addresses, failures, nextDialAtMs }: Peer) {
  const who = name ?? key.slice(0, 10)
  const ms = rttMs === null ? '–' : Math.round(rttMs)
  if (connected && since !== null) return [who, `since ${moment(since)}`, route ?? '', ms, addresses[0] ?? '']
  if (addresses.length === 0) return [who, 'no', 'waits to be dialed', ms, '']
  const next = nextDialAtMs === null ? 'dialing now' : `next try ${moment(nextDialAtMs)}`
  return [who, failures === 0 ? 'not yet' : `no, ${count(failures, 'try', 'tries')}`, next, ms, addresses[0] ?? '']
}

function feedRow({ log, size, peersAhead, forked }: NetworkInfo['feeds'][number]) {
  const missing = forked
    ? 'two histories'
    : peersAhead === 0
      ? 'nothing known of'
      : `more at ${count(peersAhead, 'node')}`
  return [shortCid(trustedCid(log)), size, missing]
}

type Peer = NetworkInfo['peers'][number]

/** `comunal network key`: closes the network to who does not have the key. */
function keyCommand(): Command {
  return new Command('key')
    .description('make the key of a private network: nodes that do not have it get no word')
    .action((_options: object, command: Command) => {
      const { output, dataFolder, pen } = contextOf(command)
      const file = networkKeyPath(dataFolder)
      if (existsSync(file)) stopWith(refuse('key/exists', { file }))
      writeKeyFile(file, makeNetworkKey(pen.randomBytes))
      output.result({ file }, () => `The key is in ${file}.`)
      output.note(
        'Copy it, by a way you trust, into the data folder of every node of the network, and start them again.',
      )
    })
}
