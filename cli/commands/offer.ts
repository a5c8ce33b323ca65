import { Command, Option } from 'commander'
import type { Client } from '../../node/client/client.ts'
import { stopWith } from '../../node/client/problem.ts'
import type { FederationDetails, FederationInfo, GroupInfo, OfferInfo } from '../../node/client/shapes.ts'
import { write } from '../../node/client/write.ts'
import { type Cid, parseCid } from '../../protocol/bytes/cid.ts'
import { refuse } from '../../protocol/refusal.ts'
import { contextOf } from '../context.ts'
import { table } from '../output/table.ts'
import { moment } from '../output/words.ts'
import { defaulted, duration, place, prose, whole } from '../read-option.ts'

/** `comunal offer …`: what groups can spare, and what they need. */
export function offerCommand(): Command {
  return new Command('offer')
    .description('offers and needs: publish, list')
    .addCommand(publishCommand())
    .addCommand(listCommand())
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
      output.result({ id, ...body }, () => `${title} is ${need ? 'asked for' : 'on offer'} until ${moment(untilMs)}.`)
    })
}

function listCommand(): Command {
  return new Command('list')
    .description('list what stands in all federations of the group')
    .option('--kind <word>', 'only this sort of thing', prose)
    .option('--near <geohash>', 'nearest to this place first', place)
    .addOption(new Option('--direction <which>', 'only these').choices(['offer', 'need']))
    .action(async (options: { kind?: string; near?: string; direction?: string }, command: Command) => {
      const { output, client } = contextOf(command)
      const query = new URLSearchParams(Object.entries(options))
      const offers = await client().get<OfferInfo[]>(`/offers?${query}`)
      output.list(offers, () => (offers.length === 0 ? 'Nothing stands.' : table(HEADINGS, offers.map(row))))
    })
}

const HEADINGS = ['', 'what', 'how much', 'who', 'km', 'until']

function row({ direction, title, quantity, unit, groupName, distanceKm, untilMs }: OfferInfo): (string | number)[] {
  return [direction, title, `${quantity} ${unit}`, groupName, distanceKm ?? '–', moment(untilMs)]
}

/** The log in which this node's group speaks to a federation. */
async function ownFeed(client: Client, wanted: string | undefined): Promise<Cid> {
  const [group, federations] = await Promise.all([
    client.get<GroupInfo>('/group'),
    client.get<FederationInfo[]>('/federations'),
  ])
  const joined = federations.filter(
    ({ id, role }) => role === 'member' && (wanted === undefined || id.endsWith(wanted)),
  )
  const [federation, other] = joined
  if (!federation) return stopWith(refuse('federation/not-a-member'))
  if (other) return stopWith(refuse('federation/unknown', { problem: 'in several: name one with --federation' }))
  const { feeds } = await client.get<FederationDetails>(`/federations/${federation.id}`)
  const feed = parseCid(feeds.find(feed => feed.group === group.id)?.feed ?? '')
  return feed ?? stopWith(refuse('log/unknown', { federation: federation.name }))
}
