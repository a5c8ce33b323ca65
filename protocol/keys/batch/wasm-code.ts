/**
 * What a value is. Both vectors are the `v128` of WebAssembly; telling them apart here keeps a program from taking the bits of
 * a float for an integer where it did not mean to.
 */
export type Kind = 'i32' | 'i64' | 'i64x2' | 'f64x2'

/** Bytes in the order of their parts; `flatten` makes one list of them. */
export type Bytes = readonly (number | Bytes)[]

/** Instructions that leave one value on the stack: expressions of TypeScript become expressions of WebAssembly. */
export type Code<K extends Kind> = { readonly kind: K; readonly bytes: Bytes }

/** Instructions that leave nothing on the stack. */
export type Statement = Bytes

export type I32 = Code<'i32'>
export type I64 = Code<'i64'>
export type I64x2 = Code<'i64x2'>
export type F64x2 = Code<'f64x2'>

// The numbers of the instructions: WebAssembly Core Specification 3.0, section 5.4.
const VECTOR = 0xfd

export const i32 = {
  constant: (value: number): I32 => ({ kind: 'i32', bytes: [0x41, signedLeb(BigInt(value))] }),
  add: binary('i32', [0x6a]),
  subtract: binary('i32', [0x6b]),
}

export const i64 = {
  constant: (value: bigint): I64 => ({ kind: 'i64', bytes: [0x42, signedLeb(value)] }),
  load: (address: I32, offset: number): I64 => ({
    kind: 'i64',
    bytes: [address.bytes, 0x29, 0, unsignedLeb(offset)],
  }),
  store: (address: I32, offset: number, value: I64): Statement => [
    address.bytes,
    value.bytes,
    0x37,
    0,
    unsignedLeb(offset),
  ],
  add: binary('i64', [0x7c]),
  subtract: binary('i64', [0x7d]),
  multiply: binary('i64', [0x7e]),
  and: binary('i64', [0x83]),
  or: binary('i64', [0x84]),
  shiftLeft: (value: I64, bits: number): I64 => binary('i64', [0x86])(value, i64.constant(BigInt(bits))),
  /** Keeps the sign. */
  shiftRight: (value: I64, bits: number): I64 => binary('i64', [0x87])(value, i64.constant(BigInt(bits))),
  shiftRightUnsigned: (value: I64, bits: number): I64 => binary('i64', [0x88])(value, i64.constant(BigInt(bits))),
}

export const i64x2 = {
  /** The same constant, modulo 2^64, in both lanes. */
  constant: (value: bigint): I64x2 => ({ kind: 'i64x2', bytes: vectorConstant(value, value) }),
  load: vectorLoad('i64x2'),
  store: vectorStore<'i64x2'>(),
  /** Two numbers as the two lanes. */
  pair: (low: I64, high: I64): I64x2 => ({
    kind: 'i64x2',
    bytes: [low.bytes, VECTOR, 0x12, high.bytes, VECTOR, 0x1e, 1],
  }),
  add: binary('i64x2', [VECTOR, 0xce, 0x01]),
  subtract: binary('i64x2', [VECTOR, 0xd1, 0x01]),
  and: binary('i64x2', [VECTOR, 0x4e]),
  or: binary('i64x2', [VECTOR, 0x50]),
  xor: binary('i64x2', [VECTOR, 0x51]),
  /** All bits of a lane set where the two agree, else none. */
  equal: binary('i64x2', [VECTOR, 0xd6, 0x01]),
  shiftLeft: (value: I64x2, bits: number): I64x2 => shift(value, bits, 0xcb),
  shiftRightUnsigned: (value: I64x2, bits: number): I64x2 => shift(value, bits, 0xcd),
  /** Bit 0 and bit 1: the highest bits of the two lanes. */
  signs: (value: I64x2): I32 => ({ kind: 'i32', bytes: [value.bytes, VECTOR, 0xc4, 0x01] }),
  /** 1 where all bits of both lanes are set, else 0; of lanes that each have all bits or none. */
  allSet: (value: I64x2): I32 => ({ kind: 'i32', bytes: [value.bytes, VECTOR, 0xc3, 0x01] }),
  /** The same bits, read as floats. */
  asFloats: (value: I64x2): F64x2 => ({ kind: 'f64x2', bytes: value.bytes }),
  swapLanes: (value: I64x2): I64x2 => lanes(value, value, [1, 0]),
}

export const f64x2 = {
  /** The same constant in both lanes, or one for each. */
  constant: (low: number, high: number = low): F64x2 => ({
    kind: 'f64x2',
    bytes: vectorConstant(bitsOfFloat(low), bitsOfFloat(high)),
  }),
  load: vectorLoad('f64x2'),
  store: vectorStore<'f64x2'>(),
  add: binary('f64x2', [VECTOR, 0xf0, 0x01]),
  subtract: binary('f64x2', [VECTOR, 0xf1, 0x01]),
  multiply: binary('f64x2', [VECTOR, 0xf2, 0x01]),
  /**
   * a·b + c. Relaxed: rounded once where the processor has a fused instruction, twice elsewhere.
   * What relies on the one rounding has to make sure of it first.
   */
  multiplyAdd: (a: F64x2, b: F64x2, c: F64x2): F64x2 => ({
    kind: 'f64x2',
    bytes: [a.bytes, b.bytes, c.bytes, VECTOR, 0x87, 0x02],
  }),
  /** The same bits, read as integers. */
  asIntegers: (value: F64x2): I64x2 => ({ kind: 'i64x2', bytes: value.bytes }),
  swapLanes: (value: F64x2): F64x2 => lanes(value, value, [1, 0]),
  /** The low lanes of two vectors. */
  lowLanes: (a: F64x2, b: F64x2): F64x2 => lanes(a, b, [0, 2]),
  /** The high lanes of two vectors. */
  highLanes: (a: F64x2, b: F64x2): F64x2 => lanes(a, b, [1, 3]),
  /** In each lane `a` where the mask has all bits, `b` where it has none. */
  select: (a: F64x2, b: F64x2, mask: I64x2): F64x2 => ({
    kind: 'f64x2',
    bytes: [a.bytes, b.bytes, mask.bytes, VECTOR, 0x52],
  }),
}

/** The 64 bits of a float. */
export function bitsOfFloat(value: number): bigint {
  const view = new DataView(new ArrayBuffer(8))
  view.setFloat64(0, value)
  return view.getBigUint64(0)
}

/** LEB128, as the binary format writes all its numbers (section 5.2.2). */
export function unsignedLeb(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsignedLeb(value >>> 7)]
}

function signedLeb(value: bigint): number[] {
  const low = Number(value & 0x7fn)
  const rest = value >> 7n
  const isLast = rest === (low & 0x40 ? -1n : 0n)
  return isLast ? [low] : [low | 0x80, ...signedLeb(rest)]
}

/** All bytes in their order. */
export function flatten(bytes: Bytes, into: number[] = []): number[] {
  for (const part of bytes) {
    if (typeof part === 'number') into.push(part)
    else flatten(part, into)
  }
  return into
}

function binary<K extends Kind>(kind: K, instruction: readonly number[]) {
  return (a: Code<K>, b: Code<K>): Code<K> => ({ kind, bytes: [a.bytes, b.bytes, instruction] })
}

function shift(value: I64x2, bits: number, instruction: number): I64x2 {
  return { kind: 'i64x2', bytes: [value.bytes, i32.constant(bits).bytes, VECTOR, instruction, 0x01] }
}

/** Any two lanes of `a` (0 and 1) and `b` (2 and 3). */
function lanes<K extends 'i64x2' | 'f64x2'>(a: Code<K>, b: Code<K>, chosen: readonly [number, number]): Code<K> {
  const bytes = chosen.flatMap(lane => Array.from({ length: 8 }, (_, byte) => lane * 8 + byte))
  return { kind: a.kind, bytes: [a.bytes, b.bytes, VECTOR, 0x0d, bytes] }
}

function vectorLoad<K extends 'i64x2' | 'f64x2'>(kind: K) {
  return (address: I32, offset: number): Code<K> => ({
    kind,
    bytes: [address.bytes, VECTOR, 0x00, 0, unsignedLeb(offset)],
  })
}

function vectorStore<K extends 'i64x2' | 'f64x2'>() {
  return (address: I32, offset: number, value: Code<K>): Statement => [
    address.bytes,
    value.bytes,
    VECTOR,
    0x0b,
    0,
    unsignedLeb(offset),
  ]
}

function vectorConstant(low: bigint, high: bigint): Bytes {
  const view = new DataView(new ArrayBuffer(16))
  view.setBigUint64(0, BigInt.asUintN(64, low), true)
  view.setBigUint64(8, BigInt.asUintN(64, high), true)
  return [VECTOR, 0x0c, ...new Uint8Array(view.buffer)]
}
