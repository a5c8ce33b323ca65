import { Command, Option } from 'commander'
import { stopWith } from '../node/client/problem.ts'
import type { DetailInfo, OfferDetails, WishInfo } from '../node/client/shapes.ts'
import { refuse } from '../protocol/refusal.ts'
import { contextOf } from './context.ts'
import { findId } from './find-proposal.ts'
import { moment } from './output/words.ts'
import { prose, whole } from './read-option.ts'

/** `comunal offer detail`: what stays at home of an offer, and who gets it. */
export function detailCommand(): Command {
  return new Command('detail')
    .description("keep the details of your group's offer at its node, for who asks")
    .argument('<id>', 'id of the offer, or the end of it')
    .argument('<text>', 'where, when, whom to ring', prose)
    .addOption(
      new Option('--to <whom>', 'who gets them: any group of the federation, or those you say yes to')
        .choices(['federation', 'on-yes'])
        .default('on-yes'),
    )
    .action(async (typed: string, text: string, options: { to: string }, command: Command) => {
      const { output, client: open } = contextOf(command)
      const client = open()
      await client.signIn()
      const id = await findId(client, '/offers', typed, 'offer/unknown')
      const offer = await client.post<OfferDetails>(`/offers/${id}/detail`, { text, toWhom: options.to })
      const whom = options.to === 'federation' ? 'for every group of the federation' : 'for whom you say yes to'
      output.result(offer, () => `Kept at this node, ${whom}.`)
    })
}

/** `comunal offer ask`: the node of the offering group answers by its own rules. */
export function askCommand(): Command {
  return new Command('ask')
    .description("ask another group's node for the details of its offer")
    .argument('<id>', 'id of the offer, or the end of it')
    .action(async (typed: string, _: object, command: Command) => {
      const { output, client: open } = contextOf(command)
      const client = open()
      await client.signIn()
      const id = await findId(client, '/offers', typed, 'offer/unknown')
      const answer = await client.post<DetailInfo>(`/offers/${id}/asking`, {})
      output.result(answer, () => answerText(answer))
    })
}

export function answerCommand(): Command {
  return new Command('answer')
    .description('say yes, or no, to a group that has asked for details')
    .argument('<id>', 'id of the offer, or the end of it')
    .argument('<group>', 'the name of the group that asks', prose)
    .option('--decline', 'say no')
    .action(async (typed: string, name: string, options: { decline?: true }, command: Command) => {
      const { output, client: open } = contextOf(command)
      const client = open()
      await client.signIn()
      const id = await findId(client, '/offers', typed, 'offer/unknown')
      const { requests } = await client.get<OfferDetails>(`/offers/${id}`)
      const asking = requests.find(request => request.name === name || request.group.endsWith(name))
      if (!asking) return stopWith(refuse('offer/not-asked', { group: name }))
      const yes = options.decline !== true
      const offer = await client.post<OfferDetails>(`/offers/${id}/requests/${asking.group}`, { yes })
      output.result(offer, () => (yes ? `${asking.name} gets the details.` : `${asking.name} gets no details.`))
    })
}

/** `comunal offer wish`: what one wants to be told of. */
export function wishCommand(): Command {
  return new Command('wish')
    .description('say what offers you want to be told of; without a kind, show it')
    .argument('[kind]', 'what sort of thing; "any" for all', prose)
    .option('--within <km>', 'how far away at most', whole, 20_038)
    .option('--drop', 'no more of it')
    .action(async (kind: string | undefined, options: { within: number; drop?: true }, command: Command) => {
      const { output, client: open } = contextOf(command)
      const client = open()
      const wish = { kind: kind === 'any' ? '' : (kind ?? ''), withinKm: Math.min(options.within, 20_038) }
      const wishes =
        kind === undefined
          ? await client.get<WishInfo[]>('/offer-wishes')
          : await client.post<WishInfo[]>('/offer-wishes', { ...wish, ...(options.drop ? { drop: true } : {}) })
      output.list(wishes, () => wishes.map(wishText).join('\n') || 'Nothing is wished for.')
    })
}

const wishText = ({ kind, withinKm }: WishInfo): string =>
  `${kind || 'anything'} within ${withinKm} km; comunal offer list --wished shows what there is.`

function answerText({ state, text }: DetailInfo): string {
  switch (state) {
    case 'given':
      return text
    case 'waiting':
      return 'Asked. A steward there has to say yes; ask again later.'
    case 'declined':
      return 'They said no.'
    case 'none':
      return 'The offer stands no more.'
  }
}

/** An offer as people read it. */
export function offerText(offer: OfferDetails): string {
  const { direction, title, quantity, unit, groupName, kind, place, untilMs, terms, stands } = offer
  const lines = [
    `${title}: ${quantity} ${unit} (${kind}), ${direction === 'need' ? 'needed' : 'offered'} by ${groupName}`,
    stands ? `until ${moment(untilMs)}` : 'stands no more',
    ...(place ? [`near ${place}`] : []),
    ...(terms ? [terms] : []),
    ...(offer.detail ? [`Details (${offer.detail.toWhom}): ${offer.detail.text}`] : []),
    ...offer.requests.map(({ name, answer }) => `${name} asks for details: ${answer ?? 'no answer yet'}`),
    ...(offer.answer ? [`Details: ${answerText(offer.answer)}`] : []),
  ]
  return lines.join('\n')
}
