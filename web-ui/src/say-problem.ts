import { BROKEN, isMissingPart, Problem } from './api/problem.ts'
import type { MessageKey, Translate } from './i18n/messages.ts'

/** What went wrong for people: a sentence and, where there is one, the next step. */
export type Said = { readonly sentence: string; readonly next: string | undefined }

/** Refusals that the page says in its own language; others come in the node's words. */
type Saying = { readonly sentence: PlainKey; readonly next?: PlainKey }
type PlainKey = {
  [K in MessageKey]: K extends `refusal.${string}` | `link.${string}` | `vote.wrong${string}` ? K : never
}[MessageKey]

const SAYINGS: { readonly [code: string]: Saying } = {
  [BROKEN]: { sentence: 'link.node', next: 'link.nodeNext' },
  'page/wrong-ballot-key': { sentence: 'vote.wrongKey', next: 'vote.wrongKeyNext' },
  'setup/bad-token': { sentence: 'refusal.setup/bad-token', next: 'refusal.setup/bad-token.next' },
  'session/bad': { sentence: 'refusal.session/bad', next: 'refusal.session/bad.next' },
  'charter/bad-steward': { sentence: 'refusal.charter/bad-steward', next: 'refusal.charter/bad-steward.next' },
  'charter/lapsed': { sentence: 'refusal.charter/lapsed', next: 'refusal.charter/lapsed.next' },
  'charter/not-a-steward': { sentence: 'refusal.charter/not-a-steward', next: 'refusal.charter/not-a-steward.next' },
  'charter/same': { sentence: 'refusal.charter/same' },
  'charter/signed-already': { sentence: 'refusal.charter/signed-already' },
  'charter/stale': { sentence: 'refusal.charter/stale', next: 'refusal.charter/stale.next' },
  'charter/unknown-change': { sentence: 'refusal.charter/unknown-change' },
  'charter/weak-vote': { sentence: 'refusal.charter/weak-vote' },
  'council/not-seated': { sentence: 'refusal.council/not-seated' },
  'council/recalled': { sentence: 'refusal.council/recalled' },
  'merge/bad-terms': { sentence: 'refusal.merge/bad-terms', next: 'refusal.merge/bad-terms.next' },
  'merge/ended': { sentence: 'refusal.merge/ended' },
  'merge/other-terms': { sentence: 'refusal.merge/other-terms', next: 'refusal.merge/other-terms.next' },
  'merge/undecided': { sentence: 'refusal.merge/undecided', next: 'refusal.merge/undecided.next' },
  'merge/unwitnessed': { sentence: 'refusal.merge/unwitnessed', next: 'refusal.merge/unwitnessed.next' },
  'member/unknown': { sentence: 'refusal.member/unknown', next: 'refusal.member/unknown.next' },
  'member/not-allowed': { sentence: 'refusal.member/not-allowed', next: 'refusal.member/not-allowed.next' },
  'member/already': { sentence: 'refusal.member/already' },
  'invite/expired': { sentence: 'refusal.invite/expired', next: 'refusal.invite.next' },
  'invite/unknown': { sentence: 'refusal.invite/unknown', next: 'refusal.invite.next' },
  'invite/used': { sentence: 'refusal.invite/used', next: 'refusal.invite.next' },
  'invite/bad-proof': { sentence: 'refusal.invite/bad-proof', next: 'refusal.invite.next' },
  'ballot/late': { sentence: 'refusal.ballot/late' },
  'ballot/bad-choice': { sentence: 'refusal.ballot/bad-choice' },
  'ballot/not-entitled': { sentence: 'refusal.ballot/not-entitled' },
  'ballot/votes-on-paper': { sentence: 'refusal.ballot/votes-on-paper' },
  'paper/has-voted': { sentence: 'refusal.paper/has-voted' },
  'paper/not-printed': { sentence: 'refusal.paper/not-printed' },
  'paper/bad-serial': { sentence: 'refusal.paper/bad-serial' },
  'paper/more-than-issued': { sentence: 'refusal.paper/more-than-issued' },
  'paper/unknown-sheet': { sentence: 'refusal.paper/unknown-sheet' },
  'delegation/self': { sentence: 'refusal.delegation/self' },
  'delegation/bad-delegate': { sentence: 'refusal.delegation/bad-delegate' },
  'delegation/expired': { sentence: 'refusal.delegation/expired' },
  'delegation/none': { sentence: 'refusal.delegation/none' },
  'objection/not-entitled': { sentence: 'refusal.objection/not-entitled' },
  'objection/not-heeded': { sentence: 'refusal.objection/not-heeded' },
  'objection/own': { sentence: 'refusal.objection/own' },
  'objection/withdrawn': { sentence: 'refusal.objection/withdrawn' },
  'proposal/not-open': { sentence: 'refusal.proposal/not-open' },
  'proposal/pointless': { sentence: 'refusal.proposal/pointless', next: 'refusal.proposal/pointless.next' },
  'proposal/unknown': { sentence: 'refusal.proposal/unknown' },
  'election/unknown': { sentence: 'refusal.election/unknown' },
  'election/late': { sentence: 'refusal.election/late', next: 'refusal.election/late.next' },
  'election/already': { sentence: 'refusal.election/already' },
  'election/no-office': { sentence: 'refusal.election/no-office' },
  'election/bad': { sentence: 'refusal.election/bad', next: 'refusal.election/bad.next' },
  'initiative/unknown': { sentence: 'refusal.initiative/unknown' },
  'initiative/expired': { sentence: 'refusal.initiative/expired', next: 'refusal.initiative/expired.next' },
  'initiative/over': { sentence: 'refusal.initiative/over', next: 'refusal.initiative/over.next' },
  'sortition/unknown': { sentence: 'refusal.sortition/unknown' },
  'sortition/late': { sentence: 'refusal.sortition/late' },
  'sortition/already': { sentence: 'refusal.sortition/already' },
  'sortition/bad': { sentence: 'refusal.sortition/bad', next: 'refusal.sortition/bad.next' },
  'member/last-steward': { sentence: 'refusal.member/last-steward', next: 'refusal.member/last-steward.next' },
  'member/no-slot': { sentence: 'refusal.member/no-slot', next: 'refusal.member/no-slot.next' },
  'ballot/key-replaced': { sentence: 'refusal.ballot/key-replaced' },
  'key/asked-already': { sentence: 'refusal.key/asked-already', next: 'refusal.key/asked-already.next' },
  'key/nobody-to-ask': { sentence: 'refusal.key/nobody-to-ask' },
  'key/replaced': { sentence: 'refusal.key/replaced' },
  'key/settled': { sentence: 'refusal.key/settled' },
  'key/too-many': { sentence: 'refusal.key/too-many', next: 'refusal.key/too-many.next' },
  'request/too-many': { sentence: 'refusal.request/too-many' },
  'handover/taken': { sentence: 'refusal.handover/taken', next: 'refusal.handover/taken.next' },
  'handover/unknown': { sentence: 'refusal.handover/unknown', next: 'refusal.handover/unknown.next' },
  'node/busy': { sentence: 'refusal.node/busy', next: 'refusal.node/busy.next' },
  'entry/from-the-future': {
    sentence: 'refusal.entry/from-the-future',
    next: 'refusal.entry/from-the-future.next',
  },
}

export function sayProblem(t: Translate, error: unknown): Said {
  if (isMissingPart(error)) return { sentence: t('link.node'), next: t('link.nodeNext') }
  if (!(error instanceof Problem)) {
    return { sentence: t('app.failed'), next: error instanceof Error ? error.message : undefined }
  }
  return sayCode(t, error.code) ?? { sentence: error.sentence, next: error.next }
}

/** The same of a code alone; undefined where the page has no words of its own for it. */
export function sayCode(t: Translate, code: string): Said | undefined {
  const saying = Object.hasOwn(SAYINGS, code) ? SAYINGS[code] : undefined
  return saying && { sentence: t(saying.sentence), next: saying.next && t(saying.next) }
}
