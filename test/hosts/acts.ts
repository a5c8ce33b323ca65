import { setTimeout as wait } from 'node:timers/promises'
import type { NetworkInfo, OfferInfo } from '../../node/client/shapes.ts'
import { type Pen, write } from '../../node/client/write.ts'
import type { DemoGroup, Founding } from '../../node/demo/group.ts'
import { trustedCid } from '../../protocol/bytes/cid.ts'
import { rational } from '../../protocol/rational.ts'

const HOUR_MS = 3_600_000
/** How long anything may take to come about, and how often it is looked for. */
const PATIENCE_MS = 150_000
const ASK_EVERY_MS = 300

/** A group of people, or of groups, that decides by majority. */
export function founding(name: string, members: Founding['members']): Founding {
  const terms = { method: { method: 'majority' }, quorum: rational(1, 2) } as const
  return { name, members, purpose: '', place: 'sp3e', ...terms }
}

export function networkOf({ client }: DemoGroup): Promise<NetworkInfo> {
  return client.get<NetworkInfo>('/network')
}

/** How a group's node is connected with another's; null while it is not. */
export async function routeTo(from: DemoGroup, to: DemoGroup): Promise<'direct' | 'relayed' | null> {
  return (await networkOf(from)).peers.find(({ key }) => key === to.nodeKey)?.route ?? null
}

/** The group's steward offers a ladder for an hour. */
export async function publishOffer(group: DemoGroup, pen: Pen): Promise<void> {
  const { client, id, name, steward } = group
  const own = (await networkOf(group)).feeds.find(feed => feed.group === id)
  if (!own) throw new Error(`${name} has no feed`)
  const what = { revises: null, direction: 'offer' as const, kind: 'tool', title: `A ladder of ${name}` }
  const terms = { quantity: 1, unit: 'piece', fromMs: pen.now(), untilMs: pen.now() + HOUR_MS, terms: '', place: null }
  const body = { ...what, ...terms }
  await write(client, pen, steward.signer, { kind: 'offer/published', log: trustedCid(own.log), body })
}

export async function offersAt({ client }: DemoGroup): Promise<number> {
  return (await client.get<OfferInfo[]>('/offers')).length
}

/** Looks again and again; throws with what did not come about. */
export async function until(what: string, condition: () => Promise<boolean>): Promise<void> {
  const givenUpAtMs = performance.now() + PATIENCE_MS
  while (!(await condition())) {
    if (performance.now() > givenUpAtMs) throw new Error(`not within ${PATIENCE_MS / 1000} s: ${what}`)
    await wait(ASK_EVERY_MS)
  }
}
