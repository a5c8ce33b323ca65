import type { Cid } from '../../../protocol/bytes/cid.ts'
import { offerStands } from '../../../protocol/federation/offer.ts'
import type { Core } from '../../core.ts'
import { storedCid } from '../stored.ts'
import type { FoundOffer } from './stored-offers.ts'

/** Who gets the details: any group of the federation that asks, or those to whom a steward says yes. */
export type ToWhom = 'federation' | 'on-yes'
/** `none`: there is no such offer, or nothing more to say of it. */
export type DetailAnswer = { readonly state: 'given' | 'waiting' | 'declined' | 'none'; readonly text: string }
export type DetailRequest = { readonly group: Cid; readonly askedAtMs: number; readonly answer: 'yes' | 'no' | null }

export type OfferDetails = ReturnType<typeof openOfferDetails>

/** What stays at home of an offer: its details, who has asked for them, and what others answered to this node. */
export function openOfferDetails({ store, projections: { federations }, now, ownGroup }: Core) {
  const detailOf = store.prepare<[string], { text: string; to_whom: ToWhom }>(
    'SELECT text, to_whom FROM offer_detail WHERE first = ?',
  )
  const setDetail = store.prepare<[string, string, ToWhom]>('INSERT OR REPLACE INTO offer_detail VALUES (?, ?, ?)')
  const addRequest = store.prepare<[string, string, number]>(
    'INSERT OR IGNORE INTO offer_request VALUES (?, ?, ?, NULL)',
  )
  const requestsOf = store.prepare<[string], { group_cid: string; asked_at_ms: number; answer: number | null }>(
    'SELECT group_cid, asked_at_ms, answer FROM offer_request WHERE first = ? ORDER BY asked_at_ms, group_cid',
  )
  const waiting = store
    .prepare<[], string>('SELECT DISTINCT first FROM offer_request WHERE answer IS NULL ORDER BY first')
    .pluck()
  const setAnswer = store.prepare<[number, string, string]>(
    'UPDATE offer_request SET answer = ? WHERE first = ? AND group_cid = ?',
  )
  const keep = store.prepare<[string, string, string, number]>(
    'INSERT OR REPLACE INTO offer_answer VALUES (?, ?, ?, ?)',
  )
  const keptOf = store.prepare<[string], DetailAnswer & { atMs: number }>(
    'SELECT state, text, at_ms AS atMs FROM offer_answer WHERE first = ?',
  )
  const requests = (offer: Cid): DetailRequest[] =>
    requestsOf.all(offer).map(({ group_cid, asked_at_ms, answer }) => ({
      group: storedCid(group_cid),
      askedAtMs: asked_at_ms,
      answer: answer === null ? null : answer === 1 ? 'yes' : 'no',
    }))

  return {
    detail(offer: Cid): { text: string; toWhom: ToWhom } | undefined {
      const row = detailOf.get(offer)
      return row && { text: row.text, toWhom: row.to_whom }
    },
    setDetail: (offer: Cid, text: string, toWhom: ToWhom) => setDetail.run(offer, text, toWhom),
    requests,
    /** The group's own offers, as long as they stand, whose details somebody has asked for and waits for a yes. */
    unanswered: (group: Cid): FoundOffer[] =>
      waiting.all().flatMap(first => {
        const offer = federations.offerAnywhere(storedCid(first))
        const isOwn = offer?.group === group && offerStands(offer, now())
        return isOwn && detailOf.get(first)?.to_whom !== 'federation' ? [offer] : []
      }),
    /** @returns whether that group has asked. */
    answer: (offer: Cid, group: Cid, isYes: boolean): boolean =>
      setAnswer.run(isYes ? 1 : 0, offer, group).changes === 1,
    /** What this node answers to a group of the federation in which it has made an offer; the asking is kept. */
    answerTo(offer: Cid, group: Cid): DetailAnswer {
      const found = federations.offerAnywhere(offer)
      if (!found || found.group !== ownGroup()?.id || !offerStands(found, now())) return { state: 'none', text: '' }
      const detail = detailOf.get(offer)
      addRequest.run(offer, group, now())
      const said = requests(offer).find(request => request.group === group)?.answer
      if (said === 'no') return { state: 'declined', text: '' }
      if (detail && (detail.to_whom === 'federation' || said === 'yes')) return { state: 'given', text: detail.text }
      return { state: 'waiting', text: '' }
    },
    /** Keeps what the owner of an offer has answered to this node. */
    keep: (offer: Cid, { state, text }: DetailAnswer) => keep.run(offer, state, text, now()),
    kept: (offer: Cid): (DetailAnswer & { readonly atMs: number }) | undefined => keptOf.get(offer),
  }
}
