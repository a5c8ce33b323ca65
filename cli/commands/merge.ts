import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { Command, InvalidArgumentError } from 'commander'
import type { Client } from '../../node/client/client.ts'
import { granted, stopWith } from '../../node/client/problem.ts'
import type { FederationInfo, MergedInfo, NodeInfo } from '../../node/client/shapes.ts'
import { write } from '../../node/client/write.ts'
import { trustedCid } from '../../protocol/bytes/cid.ts'
import { MAX_ADDRESSES } from '../../protocol/federation/addresses.ts'
import {
  formatMergeInvitation,
  formatMergeTerms,
  type MergeTerms,
  parseMergeInvitation,
  parseMergeTerms,
} from '../../protocol/federation/merge-terms.ts'
import { termsInWords } from '../../protocol/federation/merge-words.ts'
import { formatRational, ONE, type Rational } from '../../protocol/rational.ts'
import { refuse } from '../../protocol/refusal.ts'
import { contextOf } from '../context.ts'
import { oneFederation } from '../find-federation.ts'
import { type MethodOptions, methodRule, withMethod } from '../method-options.ts'
import { table } from '../output/table.ts'
import { decimal, moment } from '../output/words.ts'
import { defaulted, duration, fraction, prose } from '../read-option.ts'
import { usualDecisions } from '../usual-decisions.ts'

/** `comunal federation merge …`: two federations become one by both their decisions. */
export function mergeCommand(): Command {
  return new Command('merge')
    .description('merge one federation into another, when both decide it: invite, terms, propose, finish')
    .addCommand(inviteCommand())
    .addCommand(termsCommand())
    .addCommand(proposeCommand())
    .addCommand(finishCommand())
}

function inviteCommand(): Command {
  return new Command('invite')
    .description('at the node of the federation that goes on: print a text for one that would merge into it')
    .action(async (_: object, command: Command) => {
      const { output, client: open } = contextOf(command)
      const client = open()
      const { id, name } = await ownFederation(client)
      const { addresses } = await client.get<NodeInfo>('/node')
      const given = { into: trustedCid(id), intoName: name, addresses: addresses.slice(0, MAX_ADDRESSES) }
      const invitation = formatMergeInvitation(given)
      output.result({ invitation, into: id, name }, () => invitation)
    })
}

type Weights = ReadonlyMap<string, Rational>
type TermsOptions = { weight: Rational; group?: Weights; output?: string }

function termsCommand(): Command {
  return new Command('terms')
    .description('at the node of the federation that merges: draw up the terms that both will decide')
    .argument('<invitation>', "the other federation's text, or a file with it")
    .addOption(defaulted('--weight <number>', 'what each group will weigh there', fraction, '1'))
    .option('--group <name=number>', 'what this one will weigh; once for each', weightOf)
    .option('-o, --output <file>', 'file to write')
    .action(async (given: string, options: TermsOptions, command: Command) => {
      const { output, client: open } = contextOf(command)
      const { into, intoName, addresses } = granted(parseMergeInvitation(textOf(given)))
      const { id, name, groups: all } = await ownFederation(open())
      const members = all.filter(({ state }) => state === 'member')
      const weights: Weights = options.group ?? new Map()
      for (const named of weights.keys()) {
        if (!members.some(group => group.name === named)) stopWith(refuse('federation/not-a-member', { name: named }))
      }
      const groups = members.map(group => ({
        group: trustedCid(group.id),
        name: group.name,
        weight: weights.get(group.name) ?? options.weight,
      }))
      const from = trustedCid(id)
      const terms: MergeTerms = { from, fromName: name, into, intoName, addresses, groups }
      const text = formatMergeTerms(terms)
      if (options.output) writeFileSync(options.output, `${text}\n`)
      output.result({ terms: text, from, into, file: options.output ?? null, groups: groupsOf(terms) }, () =>
        options.output ? `${options.output}: ${termsText(terms)}` : text,
      )
    })
}

type ProposeOptions = MethodOptions & { text: string; open: number; mandates: number }

function proposeCommand(): Command {
  return withMethod(
    new Command('propose')
      .description('at each of the two: put the terms to the groups')
      .argument('<terms>', 'their text, or a file with it')
      .option('--text <text>', 'what there is to say about it; the terms stand beneath it in words', prose, ''),
    { choices: false },
  )
    .addOption(defaulted('--open <time>', 'how long people can vote: 36h, 3d', duration, '3d'))
    .addOption(defaulted('--mandates <time>', 'how long after that groups can hand in their results', duration, '1d'))
    .action(async (given: string, options: ProposeOptions, command: Command) => {
      const { output, client: open, member, pen } = contextOf(command)
      const client = open()
      const merges = granted(parseMergeTerms(textOf(given)))
      const log = trustedCid((await ownFederation(client)).id)
      const method = methodRule(options, (await usualDecisions(client)).method)
      const closesAtMs = pen.now() + options.open
      const times = { closesAtMs, mandatesByMs: closesAtMs + options.mandates }
      const text = [options.text, termsInWords(merges)].filter(part => part !== '').join('\n\n')
      const title = `Merge ${merges.fromName} into ${merges.intoName}?`
      const body = { title, text, method, ...times, answers: null, merges }
      const { id } = await write(client, pen, member().signer, { kind: 'federation/proposed', log, body })
      output.result({ id, title, ...times, groups: groupsOf(merges) }, () =>
        [title, termsText(merges), `People can vote until ${moment(closesAtMs)}.`].join('\n'),
      )
    })
}

function finishCommand(): Command {
  return new Command('finish')
    .description('at each of the two, when both have accepted: carry the merger out')
    .argument('<evidence>', "file with the evidence of the other federation's decision (comunal export decision)")
    .action(async (file: string, _: object, command: Command) => {
      const { output, client: open } = contextOf(command)
      const client = open()
      if (!existsSync(file)) stopWith(refuse('file/unreadable', { file }))
      const { id, name } = await ownFederation(client)
      const merged = await client.postBytes<MergedInfo>(`/federations/${id}/merge`, new Uint8Array(readFileSync(file)))
      const left = merged.refused.map(group => `${group.name} could not come in: ${group.code}.`)
      const names = merged.groups.map(group => group.name).join(', ')
      output.result({ ...merged }, () =>
        merged.into === id
          ? [names === '' ? 'Every group is in already.' : `In ${name} now: ${names}.`, ...left].join('\n')
          : `${name} has ended. Its groups go on in the other federation.`,
      )
    })
}

function termsText(terms: MergeTerms): string {
  return table(
    ['group', 'weight'],
    terms.groups.map(({ name, weight }) => [name, decimal(formatRational(weight))]),
  )
}

function groupsOf({ groups }: MergeTerms) {
  return groups.map(({ group, name, weight }) => ({ group, name, weight: formatRational(weight) }))
}

/** `Horta=1/2`, once for each group. */
function weightOf(text: string, before: Weights | undefined): Weights {
  const at = text.lastIndexOf('=')
  if (at < 1) throw new InvalidArgumentError('A name and a number, such as Horta=1/2.')
  return new Map([...(before ?? []), [text.slice(0, at).normalize('NFC'), fraction(text.slice(at + 1)) ?? ONE]])
}

function textOf(given: string): string {
  return existsSync(given) ? readFileSync(given, 'utf8').trim() : given
}

function ownFederation(client: Client): Promise<FederationInfo> {
  return oneFederation(client, undefined, ({ role }) => role === 'seat')
}
