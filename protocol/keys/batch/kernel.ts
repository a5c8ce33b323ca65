import { DECOMPRESS_BYTES, defineDecompress } from './decompress.ts'
import { definePointFunctions, POINT_BYTES } from './point.ts'
import { defineMultiplyAddScalars } from './scalar.ts'
import { i32 } from './wasm-code.ts'
import { startModule } from './wasm-module.ts'

export { POINT_BYTES } from './point.ts'

/** Arithmetic in a memory of its own; all parameters are addresses. Each function is described where it is defined. */
export type Kernel = {
  readonly memory: WebAssembly.Memory
  readonly multiplyAddScalars: (out: number, a: number, b: number, c: number) => void
  readonly decompress: (low: number, high: number, lowBytes: number, highBytes: number) => number
  readonly addPrepared: (point: number, prepared: number) => void
  readonly subtractPrepared: (point: number, prepared: number) => void
  readonly prepare: (prepared: number, point: number) => void
  readonly add: (point: number, other: number) => void
  readonly setNeutral: (point: number) => void
  readonly isNeutral: (point: number) => number
}

/** Where the memory of a kernel is free for its user: what lies below it works in itself. */
export const FIRST_FREE_ADDRESS = DECOMPRESS_BYTES + POINT_BYTES

const PAGE_BYTES = 65_536

/** A memory of its own for the one module of this thread. Throws where a platform has no vectors, or compiles nothing. */
export function startKernel(memoryBytes: number): Kernel {
  const pages = Math.ceil(memoryBytes / PAGE_BYTES)
  const module = compiled.get(pages) ?? compileKernel(pages)
  compiled.set(pages, module)
  const { exports } = new WebAssembly.Instance(module)
  if (!isKernel(exports)) throw new TypeError('the module has other functions than were defined')
  return exports
}

/** By pages of memory: writing and compiling a module takes as long as hundreds of verifications. */
const compiled = new Map<number, WebAssembly.Module>()

function compileKernel(pages: number): WebAssembly.Module {
  const module = startModule()
  defineDecompress(module, 0)
  definePointFunctions(module, i32.constant(DECOMPRESS_BYTES))
  defineMultiplyAddScalars(module)
  return new WebAssembly.Module(module.toBytes(pages))
}

function isKernel(exports: WebAssembly.Exports): exports is Kernel & WebAssembly.Exports {
  return exports.memory instanceof WebAssembly.Memory && typeof exports.decompress === 'function'
}
