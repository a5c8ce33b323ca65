/** @typedef {{ passed: number, failed: number, skipped: number, files: number }} Counts */

const fileStart = /^# Subtest: (.+)$/
const fileEnd = /^(ok|not ok) \d+ - (.+?)(?: # time=([\d.]+)(ms|s|m))?(?: \{)?$/
const closingCounts = /^# \{ (total: \d+.*) \}$/
const millisecondsPer = { ms: 1, s: 1000, m: 60_000 }

/**
 * Turns the TAP of a whole run into a line for each file, with the lines that matter of a file that failed, and
 * takes the counts from tap's own closing comment. Feed it line by line.
 * @param {(line: string) => void} print
 */
export function tapReport(print) {
  /** @type {string[]} */
  let block = []
  let files = 0
  let inFailure = false
  /** @type {Counts | undefined} */
  let counts

  /** @param {string} line */
  function read(line) {
    const end = fileEnd.exec(line)
    const closing = closingCounts.exec(line)?.[1]
    if (fileStart.test(line)) {
      block = []
      inFailure = false
    } else if (closing) {
      const count = countsOf(closing)
      counts = { passed: count('pass'), failed: count('fail'), skipped: count('todo') + count('skip'), files }
    } else if (end) {
      const [, verdict, name = '', amount = '0', unit = 'ms'] = end
      const seconds = (Number(amount) * millisecondsPer[/** @type {'ms' | 's' | 'm'} */ (unit)]) / 1000
      files += 1
      inFailure = verdict === 'not ok'
      print(`${verdict === 'ok' ? 'ok    ' : 'FAILED'} ${seconds.toFixed(1).padStart(6)} s  ${name}`)
      if (inFailure) for (const kept of block.filter(isWorthReading)) print(`  ${kept}`)
      block = []
    } else if (inFailure && /^ {2}/.test(line)) {
      // Of what tap adds about the process, only how it ended says something new.
      if (/^ {2}(exitCode|signal|expired): /.test(line)) print(`  ${line}`)
    } else {
      block.push(line)
    }
  }

  return { read, counts: () => counts }
}

/** @param {string} closing what tap writes between the braces, a count of nothing left out */
function countsOf(closing) {
  const counts = new Map(closing.split(', ').map(part => /** @type {[string, string]} */ (part.split(': '))))
  return (/** @type {string} */ name) => Number(counts.get(name) ?? 0)
}

/** @param {string} line */
function isWorthReading(line) {
  return !/^\s*$/.test(line) && !/^\s+ok \d+/.test(line) && !/^\s+1\.\.\d+/.test(line) && !/^\s+# time=/.test(line)
}
