import { existsSync, renameSync } from 'node:fs'
import { Command } from 'commander'
import { granted, stopWith } from '../../node/client/problem.ts'
import type { Ack, GroupInfo } from '../../node/client/shapes.ts'
import type { Core } from '../../node/core.ts'
import { nativeSignerFromSeed } from '../../node/log/native-signer.ts'
import { toBase64 } from '../../protocol/bytes/base64.ts'
import { publicKeyHex } from '../../protocol/bytes/public-key.ts'
import { checkReplacement, replacementBytes } from '../../protocol/federation/node-replacement.ts'
import { verifySignature } from '../../protocol/keys/verify.ts'
import { encodeSignedEntry } from '../../protocol/log/entry.ts'
import { refuse } from '../../protocol/refusal.ts'
import { type Context, contextOf } from '../context.ts'
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

function proposeCommand(): Command {
  return new Command('propose')
    .description(
      'on the data folder whose history stands, the node stopped: draw a new key and write what stewards sign',
    )
    .argument('<file>', 'file to write, which goes round among the stewards')
    .action(async (file: string, _: object, command: Command) => {
      const { output, ...context } = contextOf(command)
      const [{ nodeKeyPath, nextNodeKeyPath }, { keyInFile }, { proposeReplacement }] = await parts()
      const seed = granted(keyInFile(nextNodeKeyPath(context.dataFolder), context.pen.randomBytes))
      const node = publicKeyHex(nativeSignerFromSeed(seed).publicKey)
      const written = await withCore(context, nodeKeyPath(context.dataFolder), async core => {
        const terms = granted(proposeReplacement(core, node))
        const own = core.ownGroup()
        const charter = own && core.reader(own).charter()
        if (!charter) return stopWith(refuse('group/none'))
        if (charter.members === 'groups')
          stopWith(refuse('node/bad-replacement', { problem: 'a federation keeps its key' }))
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
    .action(async (file: string, { output: target }: { output: string }, command: Command) => {
      const { output, ...context } = contextOf(command)
      const { replacement } = readReplacement(file)
      const { dataFolder } = context
      const [{ nodeKeyPath, nextNodeKeyPath }, , { takeOver }, { addressOfKey }] = await parts()
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
      const handovers = await withCore(context, current, async core =>
        granted(await takeOver(core, replacement, address => addressOfKey(address, replacement.node))),
      )
      const written = handovers.map(({ entry, ...to }) => ({ ...to, entry: toBase64(encodeSignedEntry(entry)) }))
      writeHandovers(target, written)
      const names = handovers.map(({ name }) => name)
      output.result({ file: target, node: replacement.node, federations: names }, () =>
        names.length === 0
          ? 'The node has its new key. Start it again.'
          : `The node has its new key. Hand ${target} to ${names.join(', ')}: comunal node replace submit ${target}`,
      )
    })
}

function submitCommand(): Command {
  return new Command('submit')
    .description('at the node of a federation: let the new key of a member group in')
    .argument('<file>', 'the file that finishing wrote')
    .action(async (file: string, _: object, command: Command) => {
      const { output, client: open } = contextOf(command)
      const client = open()
      const { id } = await client.get<GroupInfo>('/group')
      const handover = readHandovers(file).find(({ federation }) => federation === id)
      if (!handover) return stopWith(refuse('federation/unknown', { file }))
      const ack = await client.post<Ack>('/entries', { entry: handover.entry })
      output.result({ federation: id, entry: ack.id }, () => `${handover.name} knows the new key.`)
    })
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
