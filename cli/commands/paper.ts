import { writeFileSync } from 'node:fs'
import { Command } from 'commander'
import type { Client } from '../../node/client/client.ts'
import { granted, stopWith } from '../../node/client/problem.ts'
import type { PaperDrawn, PaperInfo, PaperIssued, PaperMark, ProposalInfo } from '../../node/client/shapes.ts'
import { parseBase64 } from '../../protocol/bytes/base64.ts'
import { type Cid, trustedCid } from '../../protocol/bytes/cid.ts'
import type { Choice } from '../../protocol/governance/method.ts'
import { readMarks } from '../../protocol/governance/sheet-marks.ts'
import { refuse } from '../../protocol/refusal.ts'
import { contextOf } from '../context.ts'
import { findMember } from '../find-member.ts'
import { findProposal } from '../find-proposal.ts'
import { written } from '../named-file.ts'
import { sheetsPage } from '../output/sheets-page.ts'
import { count, moment } from '../output/words.ts'
import { readChoice } from '../read-choice.ts'
import { positive } from '../read-option.ts'
import { say } from '../say.ts'

/** `comunal paper …`: sheets for who votes on paper, and what two tellers read on them. */
export function paperCommand(): Command {
  return new Command('paper')
    .description('votes on paper: print, issue, return, key in, status')
    .addCommand(printCommand())
    .addCommand(issueCommand())
    .addCommand(returnCommand())
    .addCommand(keyCommand())
    .addCommand(statusCommand())
}

function printCommand(): Command {
  return ofProposal('print', 'as a steward: print sheets, each with a serial of its own')
    .requiredOption('--sheets <number>', 'how many', positive)
    .requiredOption('-o, --output <file>', 'page to write and print, such as sheets.html')
    .action(async (typed: string, options: { sheets: number; output: string }, command: Command) => {
      const { output, client: open } = contextOf(command)
      const client = open()
      const proposal = await findProposal(client, typed)
      const asked = await client.get<ProposalInfo>(`/proposals/${proposal}`)
      const drawn = await client.post<PaperDrawn>(`/proposals/${proposal}/paper/serials`, { sheets: options.sheets })
      const body = { proposal, count: drawn.count, root: bytesOf(drawn.root) }
      const { id } = await say(command, client, 'paper/printed', body)
      await written(options.output, () =>
        writeFileSync(options.output, sheetsPage(asked, drawn.serials), { mode: 0o600 }),
      )
      output.result({ id, proposal, file: options.output, serials: drawn.serials, count: drawn.count }, () =>
        [
          `${options.output}: ${count(drawn.serials.length, 'sheet')} to print; ${drawn.count} for this vote in all.`,
          'These serials are shown once: print the page, then delete it.',
        ].join('\n'),
      )
    })
}

function issueCommand(): Command {
  return ofProposal('issue', 'as a steward: hand a member a sheet; from then on they cannot vote by key')
    .argument('<member>', 'name, key or did of the member')
    .action(async (typed: string, typedMember: string, _: object, command: Command) => {
      const { output, client: open } = contextOf(command)
      const client = open()
      const proposal = await findProposal(client, typed)
      const member = await findMember(client, typedMember)
      const { mark } = await client.post<PaperMark>(`/proposals/${proposal}/paper/marks`, { member: member.key })
      const { id } = await say(command, client, 'paper/issued', { proposal, mark: bytesOf(mark) })
      output.result({ id, proposal, member: member.key }, () => `${member.name} votes on paper. Any sheet will do.`)
    })
}

function returnCommand(): Command {
  return ofProposal('return', 'as a steward: take an unused sheet back; its holder can vote by key again')
    .argument('<member>', 'name, key or did of the member')
    .action(async (typed: string, typedMember: string, _: object, command: Command) => {
      const { output, client: open } = contextOf(command)
      const client = open()
      const proposal = await findProposal(client, typed)
      const member = await findMember(client, typedMember)
      const { issued } = await client.post<PaperIssued>(`/proposals/${proposal}/paper/out`, { member: member.key })
      const { id } = await say(command, client, 'paper/returned', { proposal, issued: trustedCid(issued) })
      output.result({ id, proposal, member: member.key }, () => `${member.name} has no sheet any more. Tear it up.`)
    })
}

function keyCommand(): Command {
  return ofProposal('key', 'as a teller: key in what you read on a sheet; again to correct it')
    .argument('<serial>', 'the eight signs on the sheet')
    .argument('[marks...]', 'numbers of the lines: 2; 1 4; points 1=5 3=2; a ranking 2 1=3; or the options by name')
    .option('--spoilt', 'it says no choice, or more than one')
    .action(async (typed: string, serial: string, words: string[], options: { spoilt?: true }, command: Command) => {
      const { output, client: open } = contextOf(command)
      if (words.length === 0 && !options.spoilt) return command.error('error: say what is marked, or --spoilt')
      const client = open()
      const proposal = await findProposal(client, typed)
      const { methodRule } = await client.get<ProposalInfo>(`/proposals/${proposal}`)
      const choice = options.spoilt ? null : marksOf(methodRule, words)
      const body = { proposal, serial: serial.toUpperCase(), choice }
      const { id } = await say(command, client, 'paper/keyed', body)
      const { sheets } = await paperOf(client, proposal)
      const state = sheets?.find(sheet => sheet.serial === body.serial)?.state ?? 'once'
      output.result({ id, ...body, state }, () => `${body.serial}: ${STATES[state]}`)
    })
}

const STATES = {
  once: 'read once; another teller has to read it, too',
  agreed: 'agreed',
  differ: 'the tellers disagree: look at the sheet again',
} as const

function statusCommand(): Command {
  return ofProposal('status', 'how many vote on paper, and what has been keyed in').action(
    async (typed: string, _: object, command: Command) => {
      const { output, client: open } = contextOf(command)
      const client = open()
      const paper = await paperOf(client, await findProposal(client, typed))
      output.result(paper, () => statusText(paper))
    },
  )
}

function statusText({ issued, printed, agreed, open, keyedByMs, isMine, sheets }: PaperInfo): string {
  const waiting = (sheets ?? []).filter(({ state }) => state !== 'agreed')
  return [
    `${count(issued, 'member')} on paper; ${count(printed, 'sheet')} printed.`,
    `${agreed} agreed, ${open} read and not agreed; sheets are keyed in until ${moment(keyedByMs)}.`,
    ...(isMine ? ['You vote on paper.'] : []),
    ...waiting.map(({ serial, state }) => `  ${serial}  ${STATES[state]}`),
  ].join('\n')
}

function ofProposal(name: string, description: string): Command {
  return new Command(name).description(description).argument('<id>', 'id of the proposal, or the end of it')
}

/** Who asks is told more as a teller, or as a voter on paper. */
async function paperOf(client: Client, proposal: Cid): Promise<PaperInfo> {
  await client.signIn()
  return client.get<PaperInfo>(`/proposals/${proposal}/paper`)
}

/** Numbers are those of the lines; anything else is read as a ballot is. */
function marksOf(rule: ProposalInfo['methodRule'], words: readonly string[]): Choice {
  const areNumbers = words.every(word => /^[\d=:,-]+$/.test(word))
  const choice = granted(areNumbers ? readMarks(rule, words.join(' ')) : readChoice(rule, words))
  return choice ?? stopWith(refuse('ballot/bad-choice', { problem: 'say --spoilt' }))
}

function bytesOf(text: string): Uint8Array {
  return parseBase64(text) ?? stopWith(refuse('request/bad', { problem: 'not Base 64' }))
}
