import { mkdirSync } from 'node:fs'
import { Command, InvalidArgumentError } from 'commander'
import { granted } from '../../node/client/problem.ts'
import { witnessFolder, witnessKeyPath, witnessStorePath } from '../../node/data-folder.ts'
import { keyInFile } from '../../node/key-file.ts'
import { nativeSignerFromSeed } from '../../node/log/native-signer.ts'
import type { Signer } from '../../protocol/keys/signer.ts'
import { witnessName, witnessVkey } from '../../protocol/log/cosignature.ts'
import { type Context, contextOf } from '../context.ts'
import { defaulted, gather, whole } from '../read-option.ts'
import { readHandovers } from '../replacement-file.ts'

const DEFAULT_WITNESS_PORT = 4283

/** `comunal witness key`: what federations name in their charters. */
export function witnessKeyCommand(): Command {
  return withName(new Command('key').description('print the verifier key of the witness on this data folder')).action(
    ({ name }: { name?: string }, command: Command) => {
      const context = contextOf(command)
      const { publicKey } = signerOf(context)
      const vkey = witnessVkey({ name: name ?? witnessName(publicKey), publicKey })
      context.output.result({ vkey }, () => vkey)
    },
  )
}

type ServeOptions = {
  replaced?: readonly string[]
  log: readonly string[]
  name?: string
  host: string
  port: number
  attached?: true
}

/** `comunal witness serve`: a witness by itself, which keeps only checkpoints. */
export function witnessServeCommand(): Command {
  return withName(
    new Command('serve')
      .description('be a witness until Ctrl-C: cosign the checkpoints of some logs, and keep nothing else')
      .requiredOption('--log <vkey>', 'verifier key of a log (comunal witness log); once for each', gather),
  )
    .option(
      '--replaced <file>',
      'that the node of one of the logs has another key (comunal node replace finish)',
      gather,
    )
    .option('--host <address>', 'address to listen on: 0.0.0.0 for everyone on the network', '127.0.0.1')
    .addOption(defaulted('--port <number>', 'port to listen on; 0 takes a free one', whole, `${DEFAULT_WITNESS_PORT}`))
    .option('--attached', 'stop also when standard input ends: for programs that start witnesses')
    .action(serve)
}

async function serve(
  { log: logs, replaced = [], name, host, port, attached }: ServeOptions,
  command: Command,
): Promise<void> {
  const context = contextOf(command)
  const { output, dataFolder, pen } = context
  const ended = asked(attached === true)
  const [{ holdDataFolder }, { startWitnessServer }] = await Promise.all([
    import('../../node/data-folder.ts'),
    import('../../node/witness/witness-server.ts'),
  ])
  using _held = granted(holdDataFolder(witnessFolder(dataFolder)))
  const signer = signerOf(context)
  await using server = granted(
    await startWitnessServer({
      path: witnessStorePath(dataFolder),
      signer,
      name: name ?? witnessName(signer.publicKey),
      logs,
      replaced: replaced.map(file => readHandovers(file).succession),
      now: pen.now,
      host,
      port,
    }),
  )
  const { url, vkey } = server
  output.result({ url, vkey, pid: process.pid }, () => `The witness answers at ${url}\n${vkey}\nCtrl-C stops it.`)
  await ended
  if (attached) process.stdin.destroy()
}

function withName(command: Command): Command {
  return command.option('--name <name>', 'what the witness is called: witness.example.org/1', keyName)
}

function keyName(text: string): string {
  if (text !== '' && !/[\s+]/u.test(text)) return text
  throw new InvalidArgumentError('Letters without spaces and plus signs.')
}

function signerOf({ dataFolder, pen }: Context): Signer {
  mkdirSync(witnessFolder(dataFolder), { recursive: true, mode: 0o700 })
  return nativeSignerFromSeed(granted(keyInFile(witnessKeyPath(dataFolder), pen.randomBytes)))
}

/** To end. */
function asked(attached: boolean): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => resolve())
  if (attached) process.stdin.on('end', resolve).on('error', resolve).resume()
  return promise
}
