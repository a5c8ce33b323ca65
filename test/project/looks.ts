import { type Node, Visitor } from 'oxc-parser'
import { parseSource } from './sources.ts'

const LOOKS =
  'all|allInnerTexts|allTextContents|count|getAttribute|innerHTML|innerText|inputValue|is[A-Z]\\w+|textContent'
/** An assertion on one look at a page: too early on a slow machine, and the story fails for nothing. */
const ONE_LOOK = new RegExp(`\\bt\\.\\w+\\(\\s*\\(?await\\b[^\\n]*?\\.(?:${LOOKS}|evaluate)\\(`, 'g')
const LOOK = new RegExp(`^(?:${LOOKS})$`)

/** The looks of a story that no second one follows: asserted on at once, or by a name that nothing else uses. */
export function looksIn(text: string): string[] {
  return [...(text.match(ONE_LOOK) ?? []), ...namedLooks(text)]
}

/** `await rows.count()`; what is looked at inside of it may be anything. */
function isLook(init: Node | null): boolean {
  if (init?.type !== 'AwaitExpression' || init.argument.type !== 'CallExpression') return false
  const { callee } = init.argument
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return false
  const isOfPage = callee.object.type !== 'Identifier' || callee.object.name !== 'Promise'
  return isOfPage && LOOK.test(callee.property.name)
}

type Range = { readonly start: number; readonly end: number }

function namedLooks(text: string): string[] {
  const named: { name: string; at: Range; within: Range }[] = []
  const uses: { name: string; start: number }[] = []
  const assertions: Range[] = []
  const whole: Range = { start: 0, end: text.length }
  const functions: Range[] = [whole]
  const enter = ({ start, end }: Node) => {
    functions.push({ start, end })
  }
  const leave = () => {
    functions.pop()
  }
  const visitor = new Visitor({
    FunctionDeclaration: enter,
    'FunctionDeclaration:exit': leave,
    FunctionExpression: enter,
    'FunctionExpression:exit': leave,
    ArrowFunctionExpression: enter,
    'ArrowFunctionExpression:exit': leave,
    VariableDeclarator({ id, init, start, end }) {
      if (id.type !== 'Identifier' || !isLook(init)) return
      named.push({ name: id.name, at: { start, end }, within: functions.at(-1) ?? whole })
    },
    CallExpression({ callee, start, end }) {
      if (/^t\.\w+$/.test(text.slice(callee.start, callee.end))) assertions.push({ start, end })
    },
    Identifier({ name, start }) {
      uses.push({ name, start })
    },
  })
  visitor.visit(parseSource('story.ts', text).parsed.program)
  const isIn = (start: number, range: Range) => range.start <= start && start < range.end
  return named
    .filter(({ name, at, within }) => {
      const own = uses.filter(use => use.name === name && isIn(use.start, within) && !isIn(use.start, at))
      // The test that a story is in is itself such a call: only one that begins after the look asserts on it.
      const isAsserted = ({ start }: { start: number }) =>
        assertions.some(call => call.start > at.start && isIn(start, call))
      return own.length > 0 && own.every(isAsserted)
    })
    .map(({ at }) => text.slice(at.start, at.end))
}
