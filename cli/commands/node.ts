import { existsSync, renameSync } from 'node:fs'
import { Command } from 'commander'
import type { Client } from '../../node/client/client.ts'
import { granted, stopWith } from '../../node/client/problem.ts'
import type { Ack, GroupInfo } from '../../node/client/shapes.ts'
import type { Core } from '../../node/core.ts'
import { nativeSignerFromSeed } from '../../node/log/native-signer.ts'
import { toBase64 } from '../../protocol/bytes/base64.ts'
import { encodeCanonical } from '../../protocol/bytes/canonical.ts'
import { publicKeyHex } from '../../protocol/bytes/public-key.ts'
import { checkReplacement, replacementBytes } from '../../protocol/federation/node-replacement.ts'
import { type NodeSucceeded, nodeSucceeded, readSucceeded } from '../../protocol/federation/succession.ts'
import { verifySignature } from '../../protocol/keys/verify.ts'
import { encodeSignedEntry } from '../../protocol/log/entry.ts'
import { readLogFile } from '../../protocol/log/log-file.ts'
import { refuse } from '../../protocol/refusal.ts'
import { type Context, contextOf } from '../context.ts'
import { readFile } from '../named-file.ts'
import { gather } from '../read-option.ts'
import { readHandovers, readReplacement, writeHandovers, writeReplacement } from '../replacement-file.ts'
import { healthCommand } from './node-health.ts'

/** `comunal node …`: how the node is, and its own key, which speaks for the group. */
export function nodeCommand(): Command {
  const replace = new Command('replace')
    .description("give the group's node another key: propose, sign, finish, submit")
    .addCommand(proposeCommand())
    .addCommand(signCommand())
    .addCommand(finishCommand())
    .addCommand(submitCommand())
  return new Command('node')
    .description("the node's health, and its key: health, replace")
    .addCommand(healthCommand())
    .addCommand(replace)
}

type FinishOptions = { output: string; address?: readonly string[] }

function proposeCommand(): Command {
  return new Command('propose')
    .description(
      'on the data folder whose history stands, the node stopped: draw a new key and write what stewards sign',
    )
    .argument('<file>', 'file to write, which goes round among the stewards')
    .option(
      '--history <file>',
      'of a federation, on an empty data folder: its log as a member keeps it (comunal export log); again for more copies, the longest of which stands',
      gather,
    )
    .action(async (file: string, { history }: { history?: readonly string[] }, command: Command) => {
      const { output, ...context } = contextOf(command)
      const [{ nodeKeyPath, nextNodeKeyPath }, { keyInFile }, { proposeReplacement }] = await parts()
      if (history) await adopt(context, history)
      const seed = granted(keyInFile(nextNodeKeyPath(context.dataFolder), context.pen.randomBytes))
      const node = publicKeyHex(nativeSignerFromSeed(seed).publicKey)
      const written = await withCore(context, nodeKeyPath(context.dataFolder), async core => {
        const terms = granted(proposeReplacement(core, node))
        const own = core.ownGroup()
        const charter = own && core.reader(own).charter()
        if (!charter) return stopWith(refuse('group/none'))
        const { name, threshold: needed } = charter
        writeReplacement(file, { name, needed, replacement: { ...terms, signatures: [] } })
        return { file, name, node, replaces: terms.replaces, needed }
      })
      output.result(
        written,
        () => `${file}: ${signaturesSaid(0, written.needed)} Stewards sign it: comunal node replace sign ${file}`,
      )
    })
}

function signCommand(): Command {
  return new Command('sign')
    .description('as a steward: sign that this key speaks for the group from now on')
    .argument('<file>', 'the file that was proposed')
    .action((file: string, _: object, command: Command) => {
      const { output, member } = contextOf(command)
      const { name, needed, replacement } = readReplacement(file)
      const { key, signer } = member()
      const others = replacement.signatures.filter(({ by }) => by !== key)
      const signatures = [...others, { by: key, signature: signer.sign(replacementBytes(replacement)) }]
      writeReplacement(file, { name, needed, replacement: { ...replacement, signatures } })
      const { node, replaces } = replacement
      output.result({ file, name, node, replaces, signed: signatures.length, needed }, () =>
        [`${name}: ${node} in place of ${replaces}.`, signaturesSaid(signatures.length, needed)].join('\n'),
      )
    })
}

function finishCommand(): Command {
  return new Command('finish')
    .description('on the same data folder, the node stopped: take the new key and begin the feeds anew')
    .argument('<file>', 'the file with enough signatures')
    .requiredOption('-o, --output <file>', 'file to write for the nodes of the federations')
    .option('--address <multiaddr>', 'where the node is reached from now on; once for each', gather)
    .action(async (file: string, { output: target, address: addresses }: FinishOptions, command: Command) => {
      const { output, ...context } = contextOf(command)
      const { replacement } = readReplacement(file)
      const { dataFolder } = context
      const [{ nodeKeyPath, nextNodeKeyPath }, , { takeOver, successionTold }, { addressOfKey }] = await parts()
      const [current, next] = [nodeKeyPath(dataFolder), nextNodeKeyPath(dataFolder)]
      // Cut off after the keys changed places, it goes on from there.
      if (existsSync(next)) {
        await withCore(context, current, async core => {
          const own = core.ownGroup()
          const charter = own && core.reader(own).charter()
          if (!own || !charter) return stopWith(refuse('group/none'))
          const refused = checkReplacement(replacement, { id: own.id, charter }, verifySignature)
          if (refused) stopWith(refused)
        })
        renameSync(current, `${current}.former`)
        renameSync(next, current)
      }
      const { handovers, succession, isFederation } = await withCore(context, current, async core => {
        const anew = (address: string) => addressOfKey(address, replacement.node)
        const own = core.ownGroup()
        return {
          handovers: granted(await takeOver(core, replacement, anew)),
          succession: granted(successionTold(core, anew, addresses)),
          isFederation: own !== undefined && core.reader(own).charter()?.members === 'groups',
        }
      })
      const written = handovers.map(({ entry, ...to }) => ({ ...to, entry: toBase64(encodeSignedEntry(entry)) }))
      writeHandovers(target, { handovers: written, succession })
      const names = handovers.map(({ name }) => name)
      const to = [...(isFederation ? ['one of its member groups'] : []), ...names].join(', ')
      output.result({ file: target, node: replacement.node, federations: names }, () =>
        to === ''
          ? 'The node has its new key. Start it again.'
          : `The node has its new key. Hand ${target} to ${to}: comunal node replace submit ${target}`,
      )
    })
}

function submitCommand(): Command {
  return new Command('submit')
    .description(
      "at the node of a federation: let the new key of a member group in; at a member's, that of the federation",
    )
    .argument('<file>', 'the file that finishing wrote')
    .option(
      '--address <multiaddr>',
      "where the federation's node is reached, if not as the file says; once for each",
      gather,
    )
    .action(async (file: string, { address }: { address?: readonly string[] }, command: Command) => {
      const { output, client: open } = contextOf(command)
      const client = open()
      const { id } = await client.get<GroupInfo>('/group')
      const { handovers, succession } = readHandovers(file)
      const handover = handovers.find(({ federation }) => federation === id)
      const addresses = address ? [...address] : succession.addresses
      if (!handover) return output.result(...(await follow(client, { ...succession, addresses })))
      const ack = await client.post<Ack>('/entries', { entry: handover.entry })
      output.result({ federation: id, entry: ack.id }, () => `${handover.name} knows the new key.`)
    })
}

/** The federation's node has another key: this member's node says it to all. */
async function follow(client: Client, succession: NodeSucceeded): Promise<[object, () => string]> {
  const { id, charter } = granted(readSucceeded(succession))
  const encoded = toBase64(encodeCanonical(nodeSucceeded.encode(succession)))
  const { told } = await client.post<{ told: boolean }>(`/federations/${id}/node-key`, { succession: encoded })
  const say = told ? 'Every member of it hears of it from here.' : 'It was known here.'
  return [{ federation: id, told }, () => `${charter.name} has a new key. ${say}`]
}

/** Takes over the log of a federation whose own node is gone, from copies that its members keep. */
async function adopt(context: Omit<Context, 'output'>, paths: readonly string[]): Promise<void> {
  const [{ nodeKeyPath }, { adoptHistory }] = await Promise.all([
    import('../../node/data-folder.ts'),
    import('../../node/domains/federation/adopt-history.ts'),
  ])
  const files = paths.map(path => granted(readLogFile(new TextDecoder().decode(readFile(path)))))
  await withCore(context, nodeKeyPath(context.dataFolder), async core => granted(await adoptHistory(core, files)))
}

function signaturesSaid(signed: number, needed: number): string {
  return `${signed} of ${needed} signatures.`
}

/** Opened late: most commands need none of them. */
function parts() {
  return Promise.all([
    import('../../node/data-folder.ts'),
    import('../../node/key-file.ts'),
    import('../../node/domains/federation/replace-node.ts'),
    import('../../node/federation/host/address-of-key.ts'),
  ])
}

/** The store of a stopped node under the key of a file. */
async function withCore<T>(
  { dataFolder, pen }: Omit<Context, 'output'>,
  keyPath: string,
  work: (core: Core) => Promise<T>,
): Promise<T> {
  const [{ holdDataFolder, storePath }, { keyInFile }, { openCore }, { startVerifier }, { openLogger }] =
    await Promise.all([
      import('../../node/data-folder.ts'),
      import('../../node/key-file.ts'),
      import('../../node/core.ts'),
      import('../../node/log/verifier.ts'),
      import('../../node/ops/logger.ts'),
    ])
  using _held = granted(holdDataFolder(dataFolder))
  const signer = nativeSignerFromSeed(granted(keyInFile(keyPath, pen.randomBytes)))
  await using verifier = startVerifier(0)
  const store = { path: storePath(dataFolder), signer, verifier, log: openLogger('warn'), ...pen }
  await using core = granted(openCore(store))
  return await work(core)
}
