import { Argument, Command } from 'commander'
import type { Client } from '../../node/client/client.ts'
import { writeToFederation } from '../../node/client/federate.ts'
import type { MotionInfo } from '../../node/client/shapes.ts'
import { type Cid, shortCid, trustedCid } from '../../protocol/bytes/cid.ts'
import type { CouncilMoved, CouncilVote } from '../../protocol/federation/council-motion.ts'
import { type Context, contextOf } from '../context.ts'
import { FEDERATION_OPTION, oneCouncil } from '../find-federation.ts'
import { findId } from '../find-proposal.ts'
import { motionText } from '../output/motion-text.ts'
import { table } from '../output/table.ts'
import { moment } from '../output/words.ts'
import { defaulted, duration, prose } from '../read-option.ts'

type MoveOptions = { title: string; text: string; open: number; federation?: string }

/** `comunal federation council move`: a delegate puts a resolution to the council. */
export function moveCommand(): Command {
  return new Command('move')
    .description('as a delegate: put a resolution to the council, which binds it if it is carried')
    .requiredOption('--title <text>', 'what the council is to resolve', prose)
    .option('--text <text>', 'the words of it', prose, '')
    .addOption(defaulted('--open <time>', 'how long delegates can vote: 36h, 3d', duration, '3d'))
    .option(...FEDERATION_OPTION, prose)
    .action(async (options: MoveOptions, command: Command) => {
      const context = contextOf(command)
      const client = context.client()
      const { id: federation, name } = await oneCouncil(client, options.federation)
      const { title, text } = options
      const closesAtMs = context.pen.now() + options.open
      const body: CouncilMoved = { title, text, does: { type: 'resolution' }, closesAtMs }
      const id = await move(context, client, trustedCid(federation), body)
      context.output.result({ id, federation, title, closesAtMs }, () =>
        [`${shortCid(id)}  ${title}`, `The council of ${name} can vote until ${moment(closesAtMs)}.`].join('\n'),
      )
    })
}

/** Signs a motion and hands it to the node of the federation. */
export async function move(
  { pen, member }: Pick<Context, 'pen' | 'member'>,
  client: Client,
  federation: Cid,
  body: CouncilMoved,
): Promise<Cid> {
  const { id } = await writeToFederation(client, pen, member().signer, { kind: 'council/moved', log: federation, body })
  return trustedCid(id)
}

/** `comunal federation council vote`. */
export function voteCommand(): Command {
  return new Command('vote')
    .description('as a delegate: vote on a motion; the last vote counts')
    .argument('<id>', 'id of the motion, or the end of it')
    .addArgument(new Argument('<vote>', 'for, against or abstain').choices(['for', 'against', 'abstain']))
    .action(async (typed: string, vote: CouncilVote, _: object, command: Command) => {
      const { output, client: open, member, pen } = contextOf(command)
      const client = open()
      const { id, federation, title } = await motionNamed(client, typed)
      const body = { motion: trustedCid(id), vote }
      const log = trustedCid(federation)
      const voice = await writeToFederation(client, pen, member().signer, { kind: 'council/voted', log, body })
      output.result({ id: voice.id, motion: id, vote }, () => `Voted ${vote}: ${title}`)
    })
}

/** `comunal federation council withdraw`. */
export function withdrawCommand(): Command {
  return new Command('withdraw')
    .description('as a delegate: take back what you have moved, before others have voted on it')
    .argument('<id>', 'id of the motion, or the end of it')
    .action(async (typed: string, _: object, command: Command) => {
      const { output, client: open, member, pen } = contextOf(command)
      const client = open()
      const { id, federation, title } = await motionNamed(client, typed)
      const body = { motion: trustedCid(id) }
      const log = trustedCid(federation)
      const said = await writeToFederation(client, pen, member().signer, { kind: 'council/withdrawn', log, body })
      output.result({ id: said.id, motion: id }, () => `Withdrawn: ${title}`)
    })
}

/** `comunal federation council motions`. */
export function motionsCommand(): Command {
  return new Command('motions')
    .description('list what councils decide and have decided')
    .action(async (_: object, command: Command) => {
      const { output, client } = contextOf(command)
      const motions = await client().get<MotionInfo[]>('/council-motions')
      output.list(motions, () =>
        motions.length === 0
          ? 'No motions.'
          : table(
              ['id', 'council', 'title', 'state', 'until'],
              motions.map(motion => [
                shortCid(trustedCid(motion.id)),
                motion.federationName,
                motion.title,
                stateOf(motion),
                moment(motion.closesAtMs),
              ]),
            ),
      )
    })
}

function stateOf({ state, accepted }: MotionInfo): string {
  if (state === 'open' || state === 'withdrawn') return state
  const outcome = accepted ? 'carried' : 'not carried'
  return state === 'waiting' ? `${outcome}, waiting for witnesses` : outcome
}

/** `comunal federation council motion`. */
export function motionCommand(): Command {
  return new Command('motion')
    .description('show a motion: who votes how for which group, and what came of it')
    .argument('<id>', 'id of the motion, or the end of it')
    .action(async (typed: string, _: object, command: Command) => {
      const { output, client } = contextOf(command)
      const motion = await motionNamed(client(), typed)
      output.result(motion, () => motionText(motion))
    })
}

async function motionNamed(client: Client, typed: string): Promise<MotionInfo> {
  return client.get(`/council-motions/${await findId(client, '/council-motions', typed, 'motion/unknown')}`)
}
