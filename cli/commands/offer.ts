import { Command, Option } from 'commander'
import type { Client } from '../../node/client/client.ts'
import type { OfferDetails, OfferInfo } from '../../node/client/shapes.ts'
import { write } from '../../node/client/write.ts'
import { shortCid, trustedCid } from '../../protocol/bytes/cid.ts'
import type { OfferPublished } from '../../protocol/federation/offer.ts'
import { contextOf } from '../context.ts'
import { findId } from '../find-proposal.ts'
import { answerCommand, askCommand, detailCommand, offerText, wishCommand } from '../offer-details.ts'
import { table } from '../output/table.ts'
import { moment } from '../output/words.ts'
import { ownFeed } from '../own-feed.ts'
import { defaulted, duration, place, prose, whole } from '../read-option.ts'

/** `comunal offer …`: what groups can spare, and what they need. */
export function offerCommand(): Command {
  return new Command('offer')
    .description('offers and needs: publish, revise, withdraw, list, show; details, wishes')
    .addCommand(publishCommand())
    .addCommand(reviseCommand())
    .addCommand(withdrawCommand())
    .addCommand(listCommand())
    .addCommand(showCommand())
    .addCommand(detailCommand())
    .addCommand(askCommand())
    .addCommand(answerCommand())
    .addCommand(wishCommand())
}

type PublishOptions = {
  kind: string
  title: string
  quantity: number
  unit: string
  for: number
  place?: string
  terms: string
  need?: true
  federation?: string
}

function publishCommand(): Command {
  return new Command('publish')
    .description('tell a federation what your group can spare, or needs')
    .requiredOption('--title <text>', 'what it is', prose)
    .option('--kind <word>', 'what sort of thing: tool, food, hours', prose, 'thing')
    .option('--quantity <number>', 'how much of it', whole, 1)
    .option('--unit <word>', 'in what: piece, kg, hour', prose, 'piece')
    .addOption(defaulted('--for <time>', 'how long it stands', duration, '30d'))
    .option('--place <geohash>', 'where it is, to about 20 km', place)
    .option('--terms <text>', 'on what terms', prose, '')
    .option('--need', 'a need, not an offer')
    .option('--federation <id>', 'which federation, where the group is in several')
    .action(async (options: PublishOptions, command: Command) => {
      const { output, client: open, member, pen } = contextOf(command)
      const client = open()
      const log = await ownFeed(client, options.federation)
      const { kind, title, quantity, unit, terms, need } = options
      const fromMs = pen.now()
      const untilMs = fromMs + options.for
      const direction = need ? ('need' as const) : ('offer' as const)
      const what = { revises: null, direction, kind, title, quantity, unit, fromMs, untilMs, terms }
      const body = { ...what, place: options.place ?? null }
      const { id } = await write(client, pen, member().signer, { kind: 'offer/published', log, body })
      output.result({ id, ...body }, () =>
        [`${shortCid(trustedCid(id))}  ${title}`, `${need ? 'Asked for' : 'On offer'} until ${moment(untilMs)}.`].join(
          '\n',
        ),
      )
    })
}

type Revision = {
  readonly kind?: string
  readonly title?: string
  readonly quantity?: number
  readonly unit?: string
  readonly for?: number
  readonly place?: string
  readonly terms?: string
}

function reviseCommand(): Command {
  return new Command('revise')
    .description('say an offer or a need of your group anew; what is not named stays')
    .argument('<id>', 'id of the offer, or the end of it')
    .option('--title <text>', 'what it is', prose)
    .option('--kind <word>', 'what sort of thing', prose)
    .option('--quantity <number>', 'how much of it', whole)
    .option('--unit <word>', 'in what', prose)
    .option('--for <time>', 'how long it stands from now', duration)
    .option('--place <geohash>', 'where it is, to about 20 km', place)
    .option('--terms <text>', 'on what terms', prose)
    .action(async (typed: string, { for: lastsMs, ...changes }: Revision, command: Command) => {
      const { output, pen } = contextOf(command)
      const until = lastsMs === undefined ? {} : { untilMs: pen.now() + lastsMs }
      const body = await revise(command, typed, { ...changes, ...until })
      output.result(body, () => `${body.title}: ${body.quantity} ${body.unit} until ${moment(body.untilMs)}.`)
    })
}

function withdrawCommand(): Command {
  return new Command('withdraw')
    .description('take an offer or a need of your group back')
    .argument('<id>', 'id of the offer, or the end of it')
    .action(async (typed: string, _: object, command: Command) => {
      const { output } = contextOf(command)
      const body = await revise(command, typed, { quantity: 0 })
      output.result(body, () => `${body.title} is withdrawn.`)
    })
}

/** Publishes the newest revision with changes. */
async function revise(command: Command, typed: string, changes: Partial<OfferPublished>): Promise<OfferPublished> {
  const { client: open, member, pen } = contextOf(command)
  const client = open()
  const held = await findOffer(client, typed)
  const { direction, kind, title, quantity, unit, fromMs, untilMs, place, terms } = held
  const body = { direction, kind, title, quantity, unit, fromMs, untilMs, place, terms, ...changes }
  const revision = { ...body, revises: trustedCid(held.id) }
  const log = trustedCid(held.feed)
  await write(client, pen, member().signer, { kind: 'offer/published', log, body: revision, after: held.seq })
  return revision
}

async function findOffer(client: Client, typed: string): Promise<OfferDetails> {
  return client.get<OfferDetails>(`/offers/${await findId(client, '/offers', typed, 'offer/unknown')}`)
}

function showCommand(): Command {
  return new Command('show')
    .description('show an offer, and what is known of its details')
    .argument('<id>', 'id of the offer, or the end of it')
    .action(async (typed: string, _: object, command: Command) => {
      const { output, client: open } = contextOf(command)
      const client = open()
      await client.signIn()
      const offer = await findOffer(client, typed)
      output.result(offer, () => offerText(offer))
    })
}

function listCommand(): Command {
  return new Command('list')
    .description('list what stands in all federations of the group')
    .option('--kind <word>', 'only this sort of thing', prose)
    .option('--near <geohash>', 'nearest to this place first', place)
    .addOption(new Option('--direction <which>', 'only these').choices(['offer', 'need']))
    .option('--wished', 'only what you want to be told of')
    .action(async (options: { kind?: string; near?: string; direction?: string; wished?: true }, command: Command) => {
      const { output, client: open } = contextOf(command)
      const client = open()
      if (options.wished) await client.signIn()
      const query = new URLSearchParams(Object.entries(options).map(([name, value]) => [name, String(value)]))
      const offers = await client.get<OfferInfo[]>(`/offers?${query}`)
      output.list(offers, () => (offers.length === 0 ? 'Nothing stands.' : table(HEADINGS, offers.map(row))))
    })
}

const HEADINGS = ['id', '', 'what', 'how much', 'who', 'km', 'until']

function row({ id, direction, title, quantity, unit, groupName, distanceKm, untilMs }: OfferInfo): (string | number)[] {
  return [
    shortCid(trustedCid(id)),
    direction,
    title,
    `${quantity} ${unit}`,
    groupName,
    distanceKm ?? '–',
    moment(untilMs),
  ]
}
