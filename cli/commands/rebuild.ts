import { Command } from 'commander'
import { granted, stopWith } from '../../node/client/problem.ts'
import { nativeSignerFromSeed } from '../../node/log/native-signer.ts'
import { refuse } from '../../protocol/refusal.ts'
import { type Context, contextOf } from '../context.ts'
import { count } from '../output/words.ts'

/** `comunal rebuild`: drops what follows from the logs and makes it again from them. The node may not run meanwhile. */
export function rebuildCommand(): Command {
  return new Command('rebuild')
    .description('make the tables again from the logs; the node has to be stopped')
    .action(async (_: object, command: Command) => {
      const { output, ...context } = contextOf(command)
      const startedAtMs = performance.now()
      const { entries, digest, unchanged } = await rebuildFolder(context)
      const seconds = Number(((performance.now() - startedAtMs) / 1000).toFixed(1))
      output.result({ entries, digest, unchanged, seconds }, () =>
        [
          `${count(entries, 'entry', 'entries')} replayed in ${seconds} s.`,
          unchanged
            ? 'The tables said the same before.'
            : 'The tables said something else before; now they follow the logs.',
          `State digest ${digest}`,
        ].join('\n'),
      )
    })
}

async function rebuildFolder({ dataFolder, pen }: Omit<Context, 'output'>) {
  const [
    { holdDataFolder, nodeKeyPath, storePath },
    { openCore },
    { rebuild },
    { startVerifier },
    { openLogger },
    files,
  ] = await Promise.all([
    import('../../node/data-folder.ts'),
    import('../../node/core.ts'),
    import('../../node/rebuild.ts'),
    import('../../node/log/verifier.ts'),
    import('../../node/ops/logger.ts'),
    import('../../node/key-file.ts'),
  ])
  using _held = granted(holdDataFolder(dataFolder))
  const signer = nativeSignerFromSeed(granted(files.keyInFile(nodeKeyPath(dataFolder), pen.randomBytes)))
  await using verifier = startVerifier(0)
  const store = { path: storePath(dataFolder), signer, verifier, log: openLogger('warn'), ...pen }
  await using core = granted(openCore(store))
  if (!core.ownGroup()) stopWith(refuse('group/none'))
  const before = core.projections.digest()
  const { entries, digest } = rebuild(core)
  return { entries, digest, unchanged: before === digest }
}
