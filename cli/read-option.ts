import { InvalidArgumentError, Option } from 'commander'
import { fromHex } from '../protocol/bytes/hex.ts'
import { isPublicKeyHex, type PublicKeyHex, publicKeyHex } from '../protocol/bytes/public-key.ts'
import type { ProposalOpened } from '../protocol/governance/proposal.ts'
import type { Threshold } from '../protocol/governance/threshold.ts'
import { keyOfDid } from '../protocol/keys/did-key.ts'
import { parseRational, type Rational } from '../protocol/rational.ts'

const UNITS_MS = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const

/** `90m`, `36h`, `3d`, `2w` in milliseconds. */
export function duration(text: string): number {
  const [, amount, unit] = /^(\d{1,5})([mhdw])$/.exec(text) ?? []
  if (amount === undefined || !isUnit(unit)) throw new InvalidArgumentError('Such as 90m, 36h, 3d or 2w.')
  if (Number(amount) === 0) throw new InvalidArgumentError('It takes some time: such as 90m, 36h, 3d or 2w.')
  return Number(amount) * UNITS_MS[unit]
}

function isUnit(text: string | undefined): text is keyof typeof UNITS_MS {
  return text !== undefined && Object.hasOwn(UNITS_MS, text)
}

/** `2/3`, `0.66` or `1`. */
export function fraction(text: string): Rational {
  return parseRational(text) ?? wrong('A fraction such as 2/3, 0.66 or 1.')
}

/** Of whom a quorum is a share, where it is not of all who are eligible. */
export type Quorum = Pick<ProposalOpened, 'quorum' | 'quorumOf'>

/** `1/2`, `1/2 of eligible`, `1/2 of active`. */
export function quorum(text: string): Quorum {
  const [, part = '', of] = /^(\S+?)(?: of (?:the )?(eligible|active))?$/.exec(text) ?? []
  const share = parseRational(part) ?? wrong('Such as 1/2, or "1/2 of active".')
  return { quorum: share, ...(of === 'active' ? { quorumOf: of } : {}) }
}

function isBase(text: string | undefined): text is 'cast' | 'eligible' | 'active' {
  return text === 'cast' || text === 'eligible' || text === 'active'
}

/** Thresholds of a proposal: `for 2/3 of cast`, `voted 1/2 of active`, `no objection`. */
export function thresholds(text: string, before: readonly Threshold[] = []): readonly Threshold[] {
  if (/^no (upheld )?objections?$/.test(text)) return [...before, { what: 'objections' }]
  const [, what, part = '', of] = /^(for|voted) (\S+) of (?:the )?(cast|eligible|active)$/.exec(text) ?? []
  const share = parseRational(part)
  if (!share || (what !== 'for' && what !== 'voted') || !isBase(of)) {
    throw new InvalidArgumentError('Such as "for 2/3 of cast", "voted 1/2 of eligible" or "no objection".')
  }
  return [...before, { what, of, share }]
}

export function whole(text: string): number {
  const value = Number(text)
  return /^\d{1,9}$/.test(text) && Number.isSafeInteger(value) ? value : wrong('A whole number.')
}

/** A whole number from one on. */
export function positive(text: string): number {
  return whole(text) || wrong('A whole number from 1 on.')
}

/** 32 bytes as 64 hexadecimal digits. */
export function bytes32(text: string): Uint8Array {
  return /^[0-9a-f]{64}$/i.test(text) ? fromHex(text) : wrong('64 hexadecimal digits.')
}

/** A geohash of four characters: about 20 km. */
export function place(text: string): string {
  return /^[0-9b-hjkmnp-z]{4}$/.test(text) ? text : wrong('A geohash of four characters, such as sp3e.')
}

/** A public key, as 64 hexadecimal digits or as `did:key:z6Mk…`. */
export function publicKey(text: string): PublicKeyHex {
  const bytes = keyOfDid(text)
  if (bytes) return publicKeyHex(bytes)
  return isPublicKeyHex(text) ? text : wrong('64 hexadecimal digits, or did:key:z6Mk….')
}

/** Text as it goes into signed data: NFC. */
export function prose(text: string): string {
  return text.normalize('NFC')
}

/** For options that may be given several times. */
export function gather(text: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), prose(text)]
}

function wrong(how: string): never {
  throw new InvalidArgumentError(how)
}

/** An option that takes a value and has one by default, said in the help as people would type it. */
export function defaulted<T>(flags: string, description: string, read: (text: string) => T, usual: string): Option {
  return new Option(flags, description).argParser(read).default(read(usual), usual)
}
