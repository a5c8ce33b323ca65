import { type Bytes, type Code, flatten, type I32, i32, type Kind, type Statement, unsignedLeb } from './wasm-code.ts'

/** A function while it is written. */
export type Body = {
  /** Computes a value here, to be used any number of times after. */
  keep<K extends Kind>(value: Code<K>): Code<K>
  /** Gives what `keep` or a parameter has returned another value. */
  assign<K extends Kind>(kept: Code<K>, value: Code<K>): void
  run(statement: Statement): void
  /** Runs what `write` writes so many times, at least once. */
  repeat(times: I32, write: () => void): void
}

/** A function as others in the module call it. */
export type Call = (...parameters: I32[]) => Statement

export type Module = {
  /**
   * Adds a function, exported under its name. Its parameters are numbers, mostly addresses; it has one number as its result
   * where `write` returns one.
   */
  define(name: string, parameters: number, write: WriteFunction): Call
  /** The whole module in the binary format, with a memory that is exported as `memory`. */
  toBytes(memoryPages: number): Uint8Array<ArrayBuffer>
}

/** Writes what a function does; what it returns, if anything, is the result of the function. */
type WriteFunction = (body: Body, ...parameters: I32[]) => I32 | undefined

type Definition = { name: string; parameters: number; hasResult: boolean; bytes: readonly number[] }

/** The numbers of the types: WebAssembly Core Specification 3.0, section 5.3. */
const TYPES = { i32: 0x7f, i64: 0x7e, i64x2: 0x7b, f64x2: 0x7b } as const

/** An assembler for modules of straight code and counted loops: all that arithmetic needs. */
export function startModule(): Module {
  const functions: Definition[] = []
  return {
    define(name, parameters, write) {
      const { hasResult, bytes } = writeFunction(parameters, write)
      const index = functions.push({ name, parameters, hasResult, bytes }) - 1
      return (...values) => {
        if (values.length !== parameters) throw new RangeError(`${name} takes ${parameters} parameters`)
        return [values.map(value => value.bytes), 0x10, unsignedLeb(index), hasResult ? [0x1a] : []]
      }
    },
    toBytes: memoryPages => encodeModule(functions, memoryPages),
  }
}

function writeFunction(parameters: number, write: WriteFunction): Pick<Definition, 'hasResult' | 'bytes'> {
  const code: Bytes[] = []
  const locals: Kind[] = []
  const numbers = new Map<Code<Kind>, number>()
  const local = <K extends Kind>(kind: K, number: number): Code<K> => {
    const get = { kind, bytes: [0x20, unsignedLeb(number)] }
    numbers.set(get, number)
    return get
  }
  const body: Body = {
    keep(value) {
      const kept = local(value.kind, parameters + locals.push(value.kind) - 1)
      body.assign(kept, value)
      return kept
    },
    assign(kept, value) {
      const number = numbers.get(kept)
      if (number === undefined) throw new TypeError('only what was kept can be assigned to')
      code.push([value.bytes, 0x21, unsignedLeb(number)])
    },
    run(statement) {
      code.push(statement)
    },
    repeat(times, writeRound) {
      const left = body.keep(times)
      code.push([0x03, 0x40]) // loop
      writeRound()
      body.assign(left, i32.subtract(left, i32.constant(1)))
      code.push([left.bytes, 0x0d, 0, 0x0b]) // back to its start if any are left; end
    },
  }
  const result = write(body, ...Array.from({ length: parameters }, (_, number) => local('i32', number)))
  const declarations = locals.map(kind => [1, TYPES[kind]])
  const bytes = flatten([list(declarations), code, result?.bytes ?? [], 0x0b])
  return { hasResult: Boolean(result), bytes }
}

/** Section 5.5: each function has a type of its own. */
function encodeModule(functions: readonly Definition[], memoryPages: number): Uint8Array<ArrayBuffer> {
  const types = functions.map(({ parameters, hasResult }) => [
    0x60,
    list(Array.from({ length: parameters }, () => TYPES.i32)),
    list(hasResult ? [TYPES.i32] : []),
  ])
  const exports = functions.map(({ name }, index) => [text(name), 0, unsignedLeb(index)])
  const bodies = functions.map(({ bytes }) => [unsignedLeb(bytes.length), bytes])
  const sections = [
    section(1, list(types)),
    section(3, list(functions.map((_, index) => unsignedLeb(index)))),
    section(5, list([[0, unsignedLeb(memoryPages)]])),
    section(7, list([[text('memory'), 2, 0], ...exports])),
    section(10, list(bodies)),
  ]
  return Uint8Array.from(flatten([[0x00, 0x61, 0x73, 0x6d], [1, 0, 0, 0], sections])) // "\0asm", version 1
}

function section(number: number, content: Bytes): Bytes {
  const bytes = flatten(content)
  return [number, unsignedLeb(bytes.length), bytes]
}

function list(items: Bytes): Bytes {
  return [unsignedLeb(items.length), items]
}

function text(value: string): Bytes {
  return list(Array.from(new TextEncoder().encode(value)))
}
