import type { LiveVersion } from '../../node/domains/life/live/live-drafts.ts'
import { trustedCid } from '../../protocol/bytes/cid.ts'
import { isPublicKeyHex, type PublicKeyHex } from '../../protocol/bytes/public-key.ts'
import { at, type TestHttp, textIn } from './test-http.ts'

export type SavedVersion = LiveVersion

/** What the node attests of a draft that is written live, ready to be signed. */
export async function savedVersion(http: Pick<TestHttp, 'post'>, draft: string, token: string): Promise<SavedVersion> {
  const answer = await http.post(`/drafts/${draft}/live/versions`, {}, { token })
  const { body } = answer
  const runs: number[][] = JSON.parse(JSON.stringify(at(body, 'together', 'runs')))
  return {
    draft: trustedCid(textIn(answer, 'draft')),
    base: trustedCid(textIn(answer, 'base')),
    title: textIn(answer, 'title'),
    text: textIn(answer, 'text'),
    together: {
      writers: parsePublicKeys(at(body, 'together', 'writers')),
      runs,
      attested: new Uint8Array(Buffer.from(String(at(body, 'together', 'attested')), 'base64')),
    },
  }
}

export function parsePublicKeys(value: unknown): PublicKeyHex[] {
  return Array.isArray(value) ? value.filter(one => typeof one === 'string').filter(isPublicKeyHex) : []
}
