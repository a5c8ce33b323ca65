import { nativeSha256 } from '../../node/log/native-sha256.ts'
import { encodeCanonical } from '../../protocol/bytes/canonical.ts'
import { equalBytes } from '../../protocol/bytes/compare.ts'
import { toHex } from '../../protocol/bytes/hex.ts'
import { aggregate, type JudgedMandate, type Verdict } from '../../protocol/federation/aggregate.ts'
import { decisionOf, federationDecided } from '../../protocol/federation/decision.ts'
import { openNotebook } from '../../protocol/federation/report.ts'
import { judgeMandateCase } from '../../protocol/federation/verify-decision.ts'
import type { VerifyMany } from '../../protocol/keys/verify-many.ts'
import { openEntry } from '../../protocol/kinds.ts'
import type { SignedEntry } from '../../protocol/log/entry.ts'
import { type CompactRange, rangeRoot } from '../../protocol/log/merkle.ts'
import { isRefusal } from '../../protocol/refusal.ts'
import type { Cast } from './cast.ts'
import { decodeOnce, verifyOnce } from './once.ts'
import type { SimNode } from './sim-node.ts'
import { proposalOf, proposedBy } from './writing.ts'

/** A mandate as an entry of a copy says it, and what speaks against it. */
export type Counted = JudgedMandate & { readonly header: Uint8Array }

const roots = new WeakMap<CompactRange, string>()

const verifyManyOnce: VerifyMany = async messages =>
  messages.map(({ publicKey, message, signature }) => verifyOnce(publicKey, message, signature))

/** What a node holds of a log, in one word: two who hold the same say the same. */
export function stateOf(node: SimNode, log: SimNode['own']): string {
  const held = node.disk.get(log)
  if (!held) return '-'
  const known = roots.get(held.range) ?? `${held.range.size} ${toHex(rangeRoot(held.range, nativeSha256))}`
  roots.set(held.range, known)
  return known
}

/** Judges mandates of copies by their own figures and by who has signed them; each distinct entry once. */
export function openJudge(cast: Cast, verifyMany = verifyManyOnce) {
  const proposal = proposalOf(cast.seat)
  const proposed = proposedBy(cast.seat)
  const members = new Map(cast.groups.map(({ id, member }) => [id, member]))
  const known = new WeakMap<SignedEntry, Counted | null>()

  const judge = async (signed: SignedEntry): Promise<Counted | null> => {
    const entry = decodeOnce(signed)
    const mandate = isRefusal(entry) ? entry : openEntry(entry)
    if (isRefusal(mandate) || mandate.kind !== 'mandate/issued') return null
    const { body } = mandate
    const { problem } = await judgeMandateCase(
      {
        mandate,
        group: members.get(body.group),
        federation: cast.seat.id,
        proposal,
        evidence: null,
        stated: null,
        forked: false,
      },
      { blocks: { get: () => undefined }, verifyMany, depth: 0, walked: new Set() },
      openNotebook(),
      '',
    )
    return { mandate: { ...body, id: mandate.entry.id }, problem, header: signed.header }
  }
  const stated = new Map<string, Stated>()
  const state = (groups: number, counted: readonly Counted[]): Stated => {
    const joined = cast.groups.slice(0, groups).map(({ member }) => member)
    const verdict = aggregate(cast.seat.charter, proposal, joined, counted)
    const decided = decisionOf(proposal.id, verdict)
    return { verdict, decision: toHex(encodeCanonical(federationDecided.encode(decided))) }
  }
  return {
    /** The mandates that a node's copies hold. */
    async mandatesAt(node: SimNode): Promise<Counted[]> {
      const counted: Counted[] = []
      for (const { group } of [node, ...node.peers]) {
        for (const signed of (group && node.disk.get(group.feed)?.entries) ?? []) {
          const judged = known.has(signed) ? known.get(signed) : await judge(signed)
          known.set(signed, judged ?? null)
          if (judged) counted.push(judged)
        }
      }
      return counted
    },
    /**
     * What follows from them by the roster as far as the node holds it, if it has heard of the proposal, and the decision that
     * would state it. `aggregate` is pure: from the same mandates it is asked once.
     */
    verdictAt(node: SimNode, counted: readonly Counted[]): Stated {
      const entries = node.disk.get(cast.seat.id)?.entries ?? []
      if (!entries.some(({ signature }) => equalBytes(signature, proposed.signature))) return NOTHING
      const groups = Math.min(node.peers.length, (entries.length - 1) >> 1)
      const name = `${groups} ${counted.map(({ mandate, problem }) => `${mandate.id} ${problem}`).join()}`
      const known = stated.get(name) ?? state(groups, counted)
      stated.set(name, known)
      return known
    },
  }
}

type Stated = { readonly verdict: Verdict | undefined; readonly decision: string }
const NOTHING: Stated = { verdict: undefined, decision: '' }
