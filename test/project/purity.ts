import { isBuiltin } from 'node:module'
import { Visitor } from 'oxc-parser'
import { importsOf, type Source } from './sources.ts'

/** Globals that tell the time, draw a random number, do input or output, or differ from one machine to the next. */
const impureGlobals = new Set([
  ...['performance', 'crypto', 'process', 'globalThis', 'window', 'self', 'navigator', 'document', 'console'],
  ...['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'requestAnimationFrame', 'scheduler'],
  ...['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest', 'Worker', 'BroadcastChannel', 'MessageChannel'],
  ...['localStorage', 'sessionStorage', 'indexedDB', 'caches', 'Buffer', 'global', 'require', 'eval', 'Function'],
  ...['Temporal', 'WeakRef', 'FinalizationRegistry', 'Atomics', 'SharedArrayBuffer'],
])

/** Libraries that compute and do nothing else. What they offer of randomness is refused by its name. */
const purePackages = /^(@noble\/(curves|hashes)|@scure\/(base|bip39))(\/|$)/
const randomNames = /random|keygen|generateMnemonic|nonce/i

/** What keeps a source of protocol/ from being a pure function of its arguments: one sentence a finding, by line. */
export function impurities(source: Source): string[] {
  const findings: { line: number; what: string }[] = []
  for (const { specifier, names, line } of importsOf(source)) {
    if (isBuiltin(specifier)) findings.push({ line, what: `imports ${specifier}, which only Node has` })
    else if (!specifier.startsWith('.') && !purePackages.test(specifier)) {
      findings.push({ line, what: `imports ${specifier}, which is not among the packages known as pure` })
    }
    for (const name of names) {
      if (randomNames.test(name)) findings.push({ line, what: `imports ${name}, which is random` })
    }
  }
  for (const { offset, what } of impureExpressions(source)) {
    findings.push({ line: source.text.slice(0, offset).split('\n').length, what })
  }
  return findings.toSorted((a, b) => a.line - b.line).map(({ line, what }) => `${source.path}:${line} ${what}`)
}

function impureExpressions({ parsed }: Source): { offset: number; what: string }[] {
  const findings: { offset: number; what: string }[] = []
  const names = new Set<number>()
  const found = (node: { start: number }, what: string) => findings.push({ offset: node.start, what })
  const visitor = new Visitor({
    // A property's own name is not a reference to a global: `vote.process`, `{ process: 1 }`, a type's member.
    MemberExpression(node) {
      if (!node.computed) names.add(node.property.start)
      const whole = node.object.type === 'Identifier' && node.property.type === 'Identifier'
      const name = whole ? `${textOf(node.object)}.${textOf(node.property)}` : ''
      if (name === 'Date.now') found(node, 'reads the clock: Date.now')
      if (name === 'Math.random') found(node, 'draws a random number: Math.random')
      if (name === 'import.meta') found(node, 'reads import.meta')
      if (
        node.property.type === 'Identifier' &&
        /^(randomBytes|randomSecretKey|randomPrivateKey|keygen)$/.test(node.property.name)
      ) {
        found(node, `is random: ${node.property.name}`)
      }
    },
    Property(node) {
      if (!node.computed && !node.shorthand) names.add(node.key.start)
    },
    PropertyDefinition(node) {
      if (!node.computed) names.add(node.key.start)
    },
    MethodDefinition(node) {
      if (!node.computed) names.add(node.key.start)
    },
    TSPropertySignature(node) {
      if (!node.computed) names.add(node.key.start)
    },
    TSMethodSignature(node) {
      if (!node.computed) names.add(node.key.start)
    },
    MetaProperty(node) {
      if (node.meta.name === 'import') found(node, 'reads import.meta')
    },
    NewExpression(node) {
      if (textOf(node.callee) === 'Date' && node.arguments.length === 0) found(node, 'reads the clock: new Date()')
    },
    CallExpression(node) {
      if (textOf(node.callee) === 'Date') found(node, 'reads the clock: Date()')
    },
    Identifier(node) {
      if (impureGlobals.has(node.name) && !names.has(node.start)) found(node, `uses ${node.name}`)
    },
  })
  visitor.visit(parsed.program)
  return findings
}

function textOf(node: { type: string; name?: unknown }): string {
  return node.type === 'Identifier' && typeof node.name === 'string' ? node.name : ''
}
