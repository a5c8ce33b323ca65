import { existsSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { Command } from 'commander'
import { stopWith } from '../../node/client/problem.ts'
import { didOfKey } from '../../protocol/keys/did-key.ts'
import { phraseOfSeed, seedOfPhrase } from '../../protocol/keys/recovery-phrase.ts'
import { refuse } from '../../protocol/refusal.ts'
import { contextOf } from '../context.ts'
import { keepMemberKey } from '../member-key-file.ts'
import { askCommand, askedCommand, backCommand, declineCommand, objectCommand, withdrawCommand } from './lost-key.ts'

/** `comunal key …`: the member's own key on this machine. */
export function keyCommand(): Command {
  return new Command('key')
    .description(
      "the member's key on this machine: show, restore; and lost keys: ask, asked, back, decline, object, withdraw",
    )
    .addCommand(showCommand())
    .addCommand(restoreCommand())
    .addCommand(askCommand())
    .addCommand(askedCommand())
    .addCommand(backCommand())
    .addCommand(declineCommand())
    .addCommand(objectCommand())
    .addCommand(withdrawCommand())
}

function showCommand(): Command {
  return new Command('show')
    .description('show the public half of the key')
    .option('--phrase', 'show the recovery phrase, which is the key itself')
    .action(({ phrase }: { phrase?: true }, command: Command) => {
      const { output, member, keyFile } = contextOf(command)
      const { key, signer, seed } = member()
      const did = didOfKey(signer.publicKey)
      const words = phrase ? { recoveryPhrase: phraseOfSeed(seed) } : {}
      output.result({ key, did, keyFile, ...words }, () => [did, keyFile, ...Object.values(words)].join('\n'))
    })
}

function restoreCommand(): Command {
  return new Command('restore')
    .description('write the key file again from its recovery phrase, read from standard input')
    .action(async (_: object, command: Command) => {
      const { output, keyFile, pen } = contextOf(command)
      if (existsSync(keyFile)) stopWith(refuse('key/exists', { file: keyFile }))
      if (process.stdin.isTTY) output.note('Type the 24 words, then Enter and Ctrl-D.')
      const seed = seedOfPhrase(await text(process.stdin))
      if (!seed) return stopWith(refuse('key/bad-phrase'))
      const { key, signer } = keepMemberKey(keyFile, seed, pen)
      output.result({ key, did: didOfKey(signer.publicKey), keyFile }, () => `The key is in ${keyFile} again.`)
    })
}
