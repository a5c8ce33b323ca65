import { parseArgs } from 'node:util'
import { castOf } from '../cast.ts'
import { bytesPerHourAtRest, type Decision, decideOverLevels, VOTE_MS } from './levels.ts'
import { largestThatFits } from './limits.ts'
import { decisionBy } from './one-federation.ts'

/**
 * `npm run simulate [-- --nodes NUMBER] [--groups-per-federation NUMBER] [--sample NUMBER|all] [--seed NUMBER] [--json]`: what a
 * decision of that many groups costs, and how it grows: at 100, 1,000, … groups up to the number. The same seed gives the same
 * numbers. The engines and the messages are the real ones; links, clocks and votes are virtual.
 */
const { values } = parseArgs({
  options: {
    nodes: { type: 'string', default: '10000' },
    'groups-per-federation': { type: 'string', default: '100' },
    sample: { type: 'string', default: '8' },
    seed: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
})
const groups = whole('nodes', values.nodes, 2)
const perFederation = whole('groups-per-federation', values['groups-per-federation'], 2)
const sample = values.sample === 'all' ? Number.POSITIVE_INFINITY : whole('sample', values.sample, 1)
const seed = whole('seed', values.seed, 0)
const say = (sentence: string) => void process.stderr.write(`${sentence}\n`)

const cast = castOf(Math.min(groups, perFederation))
try {
  decisionBy(cast, cast.groups.length)
} catch (error) {
  if (!(error instanceof RangeError)) throw error
  say(
    `A decision over ${cast.groups.length} groups is larger than an entry may be; ${largestThatFits(cast)} are the most.`,
  )
  say('That is what levels are for: name fewer groups per federation.')
  process.exit(1)
}
const sizes: number[] = []
for (let size = 100; size < groups; size *= 10) sizes.push(size)
sizes.push(groups)
const decisions = sizes.map(size => decideOverLevels({ cast, groups: size, perFederation, sample, seed, say }))
say('At rest …')
const atRest = bytesPerHourAtRest(cast, seed, Math.min(groups, perFederation))
const report = {
  seed,
  sample: values.sample,
  voteMs: VOTE_MS,
  decisions,
  bytesPerHourAtRest: Math.round(atRest),
  mostGroupsPerFederation: largestThatFits(cast),
}
if (values.json) process.stdout.write(`${JSON.stringify(report)}\n`)
else {
  process.stdout.write(`${tableOf(decisions)}\n\n`)
  process.stdout.write(
    `At rest a node of such a federation moves ${figure(atRest / 1e6)} MB an hour to know that nothing is missing.\n`,
  )
  process.stdout.write(
    `A decision over more than about ${report.mostGroupsPerFederation} groups does not fit into an entry.\n`,
  )
}

function tableOf(all: readonly Decision[]): string {
  const head = '| groups | levels | federations | messages | MB | MB a node | seconds beside the vote |'
  const rows = all.map(({ groups: size, levels, messages, bytes, bytesPerNode, seconds }) => {
    const federations = levels.map(level => figure(level.federations)).join(' + ')
    const cells = [size, levels.length, federations, messages, bytes / 1e6, bytesPerNode / 1e6, seconds]
    return `| ${cells.map(cell => (typeof cell === 'number' ? figure(cell) : cell)).join(' | ')} |`
  })
  return [head, `|${'---:|'.repeat(7)}`, ...rows].join('\n')
}

function figure(value: number): string {
  return value.toLocaleString('en', { maximumFractionDigits: value < 100 ? 2 : 0 })
}

function whole(name: string, text: string, least: number): number {
  const value = Number(text)
  if (Number.isSafeInteger(value) && value >= least) return value
  say(`--${name} takes a whole number from ${least} on`)
  process.exit(2)
}
