import { Command } from 'commander'
import type { Client } from '../../node/client/client.ts'
import { granted, stopWith } from '../../node/client/problem.ts'
import type { GroupInfo, SortitionEvidenceInfo, SortitionInfo } from '../../node/client/shapes.ts'
import { verifyOneNatively } from '../../node/log/native-verify.ts'
import { parseBase64 } from '../../protocol/bytes/base64.ts'
import type { Cid } from '../../protocol/bytes/cid.ts'
import { isPublicKeyHex, type PublicKeyHex } from '../../protocol/bytes/public-key.ts'
import { verifySortition } from '../../protocol/governance/verify-sortition.ts'
import { decodeSignedEntry, type SignedEntry } from '../../protocol/log/entry.ts'
import { refuse } from '../../protocol/refusal.ts'
import { contextOf } from '../context.ts'
import { findId } from '../find-proposal.ts'
import { nameOrKey } from '../output/name-or-key.ts'
import { count } from '../output/words.ts'
import { groupId } from './member.ts'

/** `comunal sortition verify`: draws again from the signed entries alone. */
export function sortitionVerifyCommand(): Command {
  return new Command('verify')
    .description('draw again from the signed entries, and compare')
    .argument('<id>', 'its id, or the end of it')
    .action(async (typed: string, _: object, command: Command) => {
      const { output, client: open } = contextOf(command)
      const client = open()
      const id = await findSortition(client, typed)
      const [group, told, evidence] = await Promise.all([
        client.get<GroupInfo>('/group'),
        client.get<SortitionInfo>(`/sortitions/${id}`),
        client.get<SortitionEvidenceInfo>(`/sortitions/${id}/evidence`),
      ])
      const trusted = { log: groupId(group), node: key(group.nodeKey) }
      const drawn = granted(verifySortition(readEvidence(evidence), trusted, verifyOneNatively))
      const same = drawn.panel.join() === told.panel.map(person => person.key).join()
      if (!same) stopWith(refuse('sortition/bad', { field: 'panel', problem: 'not the panel that the entries draw' }))
      output.result({ id, verified: true, panel: told.panel, contributors: evidence.joined.length }, () =>
        [
          `Verified: the entries draw ${names(told.panel)}.`,
          `${count(evidence.joined.length, 'member')} added to the seed, from a pool of ${evidence.pool.length}.`,
        ].join('\n'),
      )
    })
}

function readEvidence({ called, committed, joined, drawn, declined, replaced, pool, strata }: SortitionEvidenceInfo) {
  return {
    called: entry(called),
    committed: entry(committed),
    joined: joined.map(entry),
    drawn: entry(drawn),
    declined: declined.map(entry),
    replaced: replaced.map(entry),
    pool: pool.map(key),
    strata: strata.map(({ role, keys }) => ({ role, keys: keys.map(key) })),
  }
}

function entry(text: string): SignedEntry {
  const bytes = parseBase64(text)
  return bytes ? granted(decodeSignedEntry(bytes)) : stopWith(refuse('entry/not-canonical'))
}

function key(text: string): PublicKeyHex {
  return isPublicKeyHex(text) ? text : stopWith(refuse('member/bad-key', { key: text }))
}

/** The people of a panel in a row. */
export function names(people: SortitionInfo['panel']): string {
  return people.map(nameOrKey).join(', ') || 'nobody'
}

export function findSortition(client: Client, typed: string): Promise<Cid> {
  return findId(client, '/sortitions', typed, 'sortition/unknown')
}
