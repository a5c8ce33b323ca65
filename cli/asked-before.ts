import type { Client } from '../node/client/client.ts'
import { contentOfDraft } from '../node/client/content-of-draft.ts'
import type { ProposalInfo } from '../node/client/shapes.ts'
import type { Cid } from '../protocol/bytes/cid.ts'
import type { DraftContent } from '../protocol/life/draft.ts'
import { findProposal } from './find-proposal.ts'
import type { Quorum } from './read-option.ts'

/** A vote that is put again. */
type AskedBefore = {
  readonly id: Cid
  readonly content: Pick<DraftContent, 'title' | 'text' | 'method' | 'thresholds' | 'area'>
  readonly quorum: Quorum
}

/** What a vote asked and how it was decided; not when to look back, which has its own date each time. */
export async function askedBefore(client: Client, typed: string): Promise<AskedBefore> {
  const id = await findProposal(client, typed)
  const said = contentOfDraft(await client.get<ProposalInfo>(`/proposals/${id}`))
  const { evaluatesAtMs: _, quorum, quorumOf, ...content } = said
  return { id, content, quorum: { quorum, ...(quorumOf ? { quorumOf } : {}) } }
}
