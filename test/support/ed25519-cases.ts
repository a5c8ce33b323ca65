import { readFileSync } from 'node:fs'
import { toHex } from '../../protocol/bytes/hex.ts'

/** A signature and its verdict under ZIP 215; bytes as hex. */
export type SignatureCase = { name: string; publicKey: string; message: string; signature: string; valid: boolean }

/** The four sets of others, with the verdicts that ZIP 215 gives. */
export function ed25519Cases(): SignatureCase[] {
  const rfc8032 = read<{ pub: string; msg: string; sig: string }[]>('noble_rfc8032')
  const zip215 = read<{ vk_bytes: string; sig_bytes: string }[]>('noble_zip215')
  const speccheck = read<{ message: string; pub_key: string; signature: string }[]>('speccheck_cases')
  const wycheproof = read<Wycheproof>('wycheproof_ed25519_test')
  const zcash = toHex(new TextEncoder().encode('Zcash'))
  return [
    ...rfc8032.map(({ pub, msg, sig }, i) => signatureCase(`RFC 8032 ${i}`, pub, msg, sig, true)),
    ...zip215.map(({ vk_bytes, sig_bytes }, i) => signatureCase(`ZIP 215 ${i}`, vk_bytes, zcash, sig_bytes, true)),
    ...speccheck.map(({ pub_key, message, signature }, i) =>
      signatureCase(`speccheck ${i}`, pub_key, message, signature, i <= 5 || (i >= 9 && i <= 11)),
    ),
    ...wycheproof.testGroups.flatMap(({ publicKey, tests }) =>
      tests.map(({ tcId, msg, sig, result }) =>
        signatureCase(`Wycheproof ${tcId}`, publicKey.pk, msg, sig, result === 'valid' || tcId === 151),
      ),
    ),
  ]
}

type Wycheproof = {
  testGroups: { publicKey: { pk: string }; tests: { tcId: number; msg: string; sig: string; result: string }[] }[]
}

function signatureCase(
  name: string,
  publicKey: string,
  message: string,
  signature: string,
  valid: boolean,
): SignatureCase {
  return { name, publicKey, message, signature, valid }
}

function read<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`../../fixtures/vectors/ed25519/${name}.json`, import.meta.url), 'utf8'))
}
