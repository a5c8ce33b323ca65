import { existsSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { Command } from 'commander'
import { stopWith } from '../../node/client/problem.ts'
import type { NetworkInfo } from '../../node/client/shapes.ts'
import { networkKeyPath } from '../../node/data-folder.ts'
import { makeNetworkKey } from '../../node/federation/host/network-key.ts'
import { writeKeyFile } from '../../node/key-file.ts'
import { refuse } from '../../protocol/refusal.ts'
import { contextOf } from '../context.ts'
import { networkText } from '../output/network.ts'

const LOOK_EVERY_MS = 2_000
/** Begins a terminal's screen anew. */
const CLEAR = '\x1b[H\x1b[2J'

/** `comunal network`: which nodes this one knows, how it reaches them, and what of their feeds is missing here. */
export function networkCommand(): Command {
  return new Command('network')
    .description('say which nodes are connected, and what is missing from whom')
    .option('--watch', 'look again every two seconds, until it is stopped')
    .addCommand(keyCommand())
    .action(async ({ watch }: { watch?: true }, command: Command) => {
      const { output, client } = contextOf(command)
      const node = client()
      for (;;) {
        const network = await node.get<NetworkInfo>('/network')
        output.result(network, () => (watch && process.stdout.isTTY ? CLEAR : '') + networkText(network, Date.now()))
        if (!watch) return
        await setTimeout(LOOK_EVERY_MS)
      }
    })
}

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
