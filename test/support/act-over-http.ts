import { author } from '../../protocol/author.ts'
import { fromBase64 } from '../../protocol/bytes/base64.ts'
import type { Cid } from '../../protocol/bytes/cid.ts'
import { type PublicKeyHex, publicKeyHex } from '../../protocol/bytes/public-key.ts'
import type { Choice } from '../../protocol/governance/method.ts'
import { blindedSigner } from '../../protocol/keys/ballot-key.ts'
import type { Signer } from '../../protocol/keys/signer.ts'
import type { BodyOf, KindName } from '../../protocol/kinds.ts'
import { type Person, seededBytes, type TestGroup } from './test-core.ts'
import { type Answer, at, entryText, type TestHttp, textIn } from './test-http.ts'

const random = seededBytes('over http')

/** Writes an entry as a page does: the member's own counter, own clock, own signature. */
export async function actOver<K extends KindName>(
  http: TestHttp,
  group: Pick<TestGroup, 'id' | 'clock'>,
  who: Pick<Person, 'key' | 'signer'>,
  kind: K,
  body: BodyOf<K>,
  token?: string,
): Promise<Answer> {
  const asked = token ?? (await http.signIn(who))
  return submit(http, group, publicKeyHex(who.signer.publicKey), who.signer, kind, body, asked)
}

/** Votes as a page does: by the member's own key for this one vote. */
export async function voteOver(
  http: TestHttp,
  group: Pick<TestGroup, 'id' | 'clock'>,
  who: Person,
  proposal: Cid,
  choice: Choice,
): Promise<Answer> {
  const token = await http.signIn(who)
  const answer = await http.get(`/proposals/${proposal}/ballot-key`, { token })
  const signer = blindedSigner(who.seed, fromBase64(textIn(answer, 'factor')))
  const key = publicKeyHex(signer.publicKey)
  return submit(http, group, key, signer, 'ballot/cast', { proposal, choice }, token)
}

async function submit<K extends KindName>(
  http: TestHttp,
  { id: log, clock }: Pick<TestGroup, 'id' | 'clock'>,
  key: PublicKeyHex,
  signer: Signer,
  kind: K,
  body: BodyOf<K>,
  token: string,
): Promise<Answer> {
  const next = await http.get(`/logs/${log}/next-seq?key=${key}`, { token })
  const authoring = { log, at: clock.now(), seq: Number(at(next.body, 'seq')), salt: random(16) }
  return http.post('/entries', { entry: entryText(author(kind, body, authoring, signer)) })
}
