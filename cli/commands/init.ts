import { mkdirSync } from 'node:fs'
import { Command, InvalidArgumentError, Option } from 'commander'
import { granted, stopWith } from '../../node/client/problem.ts'
import type { Ack, NodeInfo } from '../../node/client/shapes.ts'
import { signed } from '../../node/client/write.ts'
import { keyInFile } from '../../node/key-file.ts'
import { nativeSignerFromSeed } from '../../node/log/native-signer.ts'
import { author } from '../../protocol/author.ts'
import { isPublicKeyHex, type PublicKeyHex, publicKeyHex } from '../../protocol/bytes/public-key.ts'
import type { Admission, Charter } from '../../protocol/group/charter.ts'
import { SALT_BYTES } from '../../protocol/log/entry.ts'
import { type Rational, rational } from '../../protocol/rational.ts'
import { refuse } from '../../protocol/refusal.ts'
import { type Context, contextOf } from '../context.ts'
import { rememberNode } from '../known-nodes.ts'
import { withMemberKey } from '../member-key-file.ts'
import { type MethodOptions, methodRule, withMethod } from '../method-options.ts'
import { hideTallyOption, type PrivacyOptions, privacyTerms, rollCallOption } from '../privacy-options.ts'
import { defaulted, duration, fraction, gather, place, positive, prose, whole } from '../read-option.ts'

type InitOptions = MethodOptions &
  PrivacyOptions & {
    name: string
    as: string
    purpose: string
    place?: string
    language?: readonly string[]
    join: Admission
    endorsements?: number
    costDays?: number
    initiatives?: NonNullable<Charter['initiatives']>
    reading: Charter['privacy']['reading']
    review?: true
    activeDays?: number
    lostKeyHours?: number
    federation?: true
    quorum: Rational
    evidence: 'recount' | 'arithmetic'
    recommends?: true
    witnesses?: number
    outsideWitness?: readonly string[]
    expulsion?: 'decision' | 'stewards' | 'council'
    councilQuorum?: Rational
    vetoGround?: readonly string[]
    vetoHeardBy?: 'stewards' | 'groups'
    mediation?: number
    override?: Rational
    setup?: string
  }

/** `comunal init`: founds a group, or a federation of groups, without a browser. */
export function initCommand(): Command {
  return founding(
    new Command('init').description('found a group on this data folder, or at a node that keeps none yet'),
  )
    .option('--federation', 'a federation: its members are groups')
    .action((options: InitOptions, command: Command) => found(contextOf(command), options))
}

/** `comunal federation found`: the same for a federation. */
export function foundFederationCommand(): Command {
  return founding(
    new Command('found').description('found a federation on this data folder (init --federation)'),
  ).action((options: InitOptions, command: Command) => found(contextOf(command), { ...options, federation: true }))
}

function founding(command: Command): Command {
  return withMethod(
    command
      .requiredOption('--name <name>', 'what the group is called', prose)
      .option('--as <name>', 'what you are called in it', prose, 'Steward')
      .option('--purpose <text>', 'what it is for', prose, '')
      .option('--place <geohash>', 'where it is, to about 20 km: a geohash of four characters', place)
      .option('--language <code>', 'a language it speaks; once for each', gather)
      .addOption(defaulted('--join <how>', 'open, invited, approved, or vouched:N', admission, 'invited'))
      .option('--endorsements <number>', 'vouched: how many each member may have open at once', whole)
      .option('--cost-days <days>', 'vouched: how long a removal for cause costs those who vouched', whole)
      .option(
        '--initiatives <shares>',
        'share of the members whose support makes a proposal of an initiative: opinion,decision,charter',
        shares,
      )
      .addOption(
        new Option('--reading <whom>', 'who may read proposals and results')
          .choices(['members', 'anyone'])
          .default('members'),
      )
      .addOption(rollCallOption().default('voter'))
      .addOption(hideTallyOption()),
    { choices: false },
  )
    .addOption(
      defaulted(
        '--quorum <share>',
        'share that must take part: of the members, or of the member groups',
        fraction,
        '0',
      ),
    )
    .addOption(
      new Option('--evidence <kind>', 'federation: what a mandate needs to count')
        .choices(['recount', 'arithmetic'])
        .default('recount'),
    )
    .option(
      '--active-days <days>',
      'count as active who did anything in so many days: quorums are shares of those',
      positive,
    )
    .option(
      '--lost-key-hours <hours>',
      'how long a lost key may object before another takes its place (else 24)',
      whole,
    )
    .option('--review', 'a moderator approves a proposal before it opens')
    .option('--recommends', 'federation: its decisions recommend and do not bind')
    .option('--witnesses <number>', 'federation: how many must vouch for a decision (else more than half)', whole)
    .option('--outside-witness <vkey>', 'federation: a witness that counts beside the nodes; once for each', gather)
    .addOption(
      new Option('--expulsion <rule>', 'federation: who expels a member group').choices([
        'decision',
        'stewards',
        'council',
      ]),
    )
    .option(
      '--council-quorum <share>',
      'federation: share of the groups whose delegates must have voted in its council (else 1/2)',
      fraction,
    )
    .option(
      '--veto-ground <text>',
      'federation: a ground on which groups may veto; once for each (else the usual)',
      gather,
    )
    .addOption(
      new Option('--veto-heard-by <whom>', 'federation: who puts agreements to a group that vetoes').choices([
        'stewards',
        'groups',
      ]),
    )
    .option('--mediation <time>', 'federation: how long a veto is mediated: 48h, 7d (else a week)', duration)
    .option('--override <share>', 'federation: share of the weight that overrides a veto (else 3/4)', fraction)
    .option('--setup <token>', 'token of the one-time link, for a node that runs already')
}

export function admission(text: string): Admission {
  const [, by] = /^vouched:(\d{1,2})$/.exec(text) ?? []
  if (by !== undefined) return { type: 'vouched', by: Number(by) }
  if (text === 'open' || text === 'invited' || text === 'approved') return { type: text }
  throw new InvalidArgumentError('One of open, invited, approved, vouched:N.')
}

/** `1/50,1/20,1/10`: by what an initiative asks for. */
export function shares(text: string): NonNullable<Charter['initiatives']> {
  const [opinion, decision, charter, ...more] = text.split(',').map(fraction)
  if (opinion && decision && charter && more.length === 0) return { opinion, decision, charter }
  throw new InvalidArgumentError('Three shares, such as 1/50,1/20,1/10.')
}

/** How people come in, with what is said besides of endorsements. */
export function admissionOf({
  join,
  endorsements: open,
  costDays,
}: Pick<InitOptions, 'join' | 'endorsements' | 'costDays'>): Admission {
  if (join.type !== 'vouched') return join
  return { ...join, ...(open === undefined ? {} : { open }), ...(costDays === undefined ? {} : { costDays }) }
}

async function found(context: Context, options: InitOptions): Promise<void> {
  const { output, dataFolder, keyFile } = context
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 })
  const { id, nodeKey, key, phrase } = options.setup
    ? await foundAtNode(context, options, options.setup)
    : await foundInFolder(context, options)
  rememberNode(dataFolder, id, nodeKey)
  const result = {
    group: id,
    name: options.name,
    members: options.federation ? 'groups' : 'people',
    nodeKey,
    key,
    keyFile,
    recoveryPhrase: phrase ?? null,
  }
  output.result(result, () =>
    [
      `${options.name} is founded.`,
      ...(phrase
        ? ['', 'Your recovery phrase. It is shown this once; write it on paper:', '', phraseLines(phrase)]
        : []),
      '',
      `Your key is in ${keyFile}. Keep a copy; nobody else has one.`,
      ...(options.setup ? [] : ['Start the node with `comunal start`.']),
    ].join('\n'),
  )
}

type Founded = { id: string; nodeKey: PublicKeyHex; key: PublicKeyHex; phrase: string | undefined }

/** Opens the store itself: nobody else may have the folder meanwhile. */
async function foundInFolder({ dataFolder, keyFile, pen }: Context, options: InitOptions): Promise<Founded> {
  const [{ holdDataFolder, nodeKeyPath, storePath }, { openCore }, { startVerifier }, { openLogger }] =
    await Promise.all([
      import('../../node/data-folder.ts'),
      import('../../node/core.ts'),
      import('../../node/log/verifier.ts'),
      import('../../node/ops/logger.ts'),
    ])
  using _held = granted(holdDataFolder(dataFolder))
  const signer = nativeSignerFromSeed(granted(keyInFile(nodeKeyPath(dataFolder), pen.randomBytes)))
  await using verifier = startVerifier(0)
  const store = { path: storePath(dataFolder), signer, verifier, log: openLogger('warn'), ...pen }
  await using core = granted(openCore(store))
  const existing = core.ownGroup()
  if (existing) stopWith(refuse('group/exists', { group: existing.id }))
  const nodeKey = publicKeyHex(signer.publicKey)
  return withMemberKey(keyFile, pen, async ({ member, phrase }) => {
    const authoring = { log: null, at: pen.now(), seq: 1, salt: pen.randomBytes(SALT_BYTES) }
    const entry = author('group/founded', charterOf(options, member.key, nodeKey), authoring, member.signer)
    const { id } = granted(await core.writer.submit(entry, { genesis: 'group' }))
    return { id, nodeKey, key: member.key, phrase }
  })
}

async function foundAtNode(context: Context, options: InitOptions, token: string): Promise<Founded> {
  const { pen, keyFile } = context
  const client = context.client()
  const { nodeKey } = await client.get<NodeInfo>('/node')
  if (!isPublicKeyHex(nodeKey)) stopWith(refuse('member/bad-key', { key: nodeKey }))
  return withMemberKey(keyFile, pen, async ({ member, phrase }) => {
    const body = charterOf(options, member.key, nodeKey)
    const entry = signed(pen, member.signer, { kind: 'group/founded', log: null, seq: 1, body })
    const { id } = await client.post<Ack>('/setup', { token, entry })
    return { id, nodeKey, key: member.key, phrase }
  })
}

function charterOf(options: InitOptions, steward: PublicKeyHex, node: PublicKeyHex): Charter {
  const { name, purpose, language, federation, quorum, evidence, recommends, review, activeDays, witnesses } = options
  return {
    name,
    purpose,
    languages: language ?? ['en'],
    place: options.place ?? null,
    members: federation ? 'groups' : 'people',
    founder: options.as,
    stewards: [steward],
    threshold: 1,
    ...(options.lostKeyHours === undefined ? {} : { lostKeyHours: options.lostKeyHours }),
    node,
    admission: admissionOf(options),
    decisions: {
      method: methodRule(options),
      quorum: federation ? rational(0) : quorum,
      ...(review ? { review } : {}),
      ...(activeDays === undefined ? {} : { activeDays }),
    },
    ...(options.initiatives ? { initiatives: options.initiatives } : {}),
    federatedProposals: 'open-at-once',
    federation: federation
      ? {
          quorum,
          evidence,
          binds: recommends !== true,
          ...(witnesses === undefined ? {} : { witnesses }),
          ...(options.outsideWitness ? { outsideWitnesses: options.outsideWitness } : {}),
          ...(options.expulsion ? { expulsion: options.expulsion } : {}),
          ...councilOf(options),
          ...vetoTermsOf(options),
        }
      : null,
    privacy: { reading: options.reading, rollCall: 'voter', ...privacyTerms(options) },
  }
}

/** How the council decides, where anything is said of it: by the method of the federation. */
function councilOf(options: InitOptions) {
  const { councilQuorum: quorum } = options
  return quorum ? { council: { method: methodRule(options), quorum } } : {}
}

/** What is said of vetoes: nothing where the usual terms do. */
function vetoTermsOf({ vetoGround: grounds, vetoHeardBy: heardBy, mediation, override }: InitOptions) {
  const hours = mediation === undefined ? undefined : Math.max(1, Math.round(mediation / HOUR_MS))
  const veto = {
    ...(grounds ? { grounds } : {}),
    ...(heardBy ? { heardBy } : {}),
    ...(hours === undefined ? {} : { mediationHours: hours }),
    ...(override ? { override } : {}),
  }
  return Object.keys(veto).length > 0 ? { veto } : {}
}

const HOUR_MS = 3_600_000

/** Twenty-four words, six a line. */
function phraseLines(phrase: string): string {
  const words = phrase.split(' ')
  return Array.from({ length: 4 }, (_, line) => `  ${words.slice(line * 6, line * 6 + 6).join(' ')}`).join('\n')
}
