import type { Cid } from '../bytes/cid.ts'
import type { PublicKeyHex } from '../bytes/public-key.ts'
import type { KeyReader, KeyRequest, KeyRequestState } from '../group/lost-key.ts'
import type { KindName, KnownEntry } from '../kinds.ts'

/** Kinds by which a new key takes the place of a lost one. */
export const KEY_KINDS: ReadonlySet<KindName> = new Set(['key/asked', 'key/backed', 'key/replaced'])

/**
 * Keys of a group's members as some of its entries make them. What ended a request without a new key is not shown.
 * @param nodes every key that the group's node has had.
 */
export function openKeys(nodes: readonly PublicKeyHex[]): { readonly keys: KeyReader; apply(known: KnownEntry): void } {
  const requests = new Map<Cid, KeyRequest>()
  const backers = new Map<Cid, PublicKeyHex[]>()
  const holders = new Map<PublicKeyHex, PublicKeyHex>()
  const current = new Map<PublicKeyHex, PublicKeyHex>()
  const all = () => [...requests.values()]
  const settle = (id: Cid, state: KeyRequestState) => {
    const request = requests.get(id)
    if (request) requests.set(id, { ...request, state })
  }
  return {
    keys: {
      nodes,
      holder: key => holders.get(key),
      current: member => current.get(member) ?? member,
      request: id => requests.get(id),
      open: () => all().filter(({ state }) => state === 'open'),
      newest: member => all().findLast(request => request.member === member),
      hasAsked: key => all().some(request => request.key === key),
      backers: id => backers.get(id) ?? [],
      isOfReplaced: () => false,
    },
    /** Takes in an entry that has been let in, read as by its member. */
    apply({ kind, entry, body }) {
      const { id, header } = entry
      switch (kind) {
        case 'key/asked':
          requests.set(id, {
            id,
            member: body.member,
            key: header.by,
            state: 'open',
            askedAtMs: null,
            endedAtMs: null,
          })
          break
        case 'key/backed':
          backers.set(body.request, [...(backers.get(body.request) ?? []), header.by])
          break
        case 'key/replaced':
          settle(body.request, 'replaced')
          holders.set(body.member, body.member).set(body.key, body.member)
          current.set(body.member, body.key)
          break
      }
    },
  }
}
