import { trustedCid } from '../../../protocol/bytes/cid.ts'
import { USUAL_KEYING_MS } from '../../../protocol/governance/paper-entries.ts'
import type { ProposalOpened } from '../../../protocol/governance/proposal.ts'
import type { Api } from '../api/client.ts'
import type { Ack, Proposal, MethodRule as RuleOfApi } from '../api/shapes.ts'
import type { DeviceKey } from '../device-key.ts'
import { type Privacy, privacyTerms } from './privacy.ts'
import { ruleOf, termsOf } from './rule-of-api.ts'
import { write } from './write.ts'

/** A proposal as the form has it; fractions are text. */
export type NewProposal = Pick<Proposal, 'quorum' | 'quorumOf' | 'thresholds'> & {
  readonly title: string
  readonly text: string
  /** Empty where it is of no area. */
  readonly area: string
  readonly rule: RuleOfApi
  readonly closesAtMs: number
  readonly closesEarly: ProposalOpened['closesEarly']
  readonly evaluatesAtMs: number | null
  /** The rejected vote whose question it is; null: none. */
  readonly again: string | null
  readonly onPaper: boolean
} & Privacy

/** Opens a proposal in the group's log. */
export function propose(api: Api, member: DeviceKey, group: string, proposal: NewProposal): Promise<Ack> {
  return write(api, member, { kind: 'proposal/opened', log: group, body: bodyOf(proposal) })
}

function bodyOf({
  title,
  text,
  area,
  rule,
  closesAtMs,
  closesEarly,
  evaluatesAtMs,
  again,
  onPaper,
  ...terms
}: NewProposal): ProposalOpened {
  return {
    title: title.normalize('NFC'),
    text: text.normalize('NFC'),
    ...(area === '' ? {} : { area: area.normalize('NFC') }),
    method: ruleOf(rule),
    ...termsOf(terms),
    closesAtMs,
    closesEarly,
    answers: null,
    ...privacyTerms(terms),
    ...(evaluatesAtMs === null ? {} : { evaluatesAtMs }),
    ...(again === null ? {} : { again: trustedCid(again) }),
    ...(onPaper ? { paper: { keyingMs: USUAL_KEYING_MS } } : {}),
  }
}
