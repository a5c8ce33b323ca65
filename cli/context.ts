import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { Command } from 'commander'
import { type Client, openClient } from '../node/client/client.ts'
import type { MemberKey } from '../node/client/member-key.ts'
import { granted } from '../node/client/problem.ts'
import type { Pen } from '../node/client/write.ts'
import { DEFAULT_HTTP_PORT, readConfig } from '../node/config.ts'
import { readNodeAddress } from '../node/node-address.ts'
import { findMemberKey, readMemberKey } from './member-key-file.ts'
import { type Output, openOutput } from './output/output.ts'

/** Options that every command takes. */
type GlobalOptions = { data?: string; json?: true; node?: string; key?: string }

/** What a command works with. */
export type Context = {
  readonly output: Output
  readonly pen: Pen
  readonly dataFolder: string
  /** Where the member's key lies, or will. */
  readonly keyFile: string
  /** The node of `--node`, else the one on the data folder, else one at the usual address. */
  client(url?: string): Client
  /** The member's key; `key/none` where there is none. */
  member(): MemberKey
}

export function contextOf(command: Command): Context {
  const options: GlobalOptions = command.optsWithGlobals()
  const dataFolder = options.data ?? granted(readConfig(process.env)).dataFolder
  const keyFile = options.key ?? join(dataFolder, 'member.key')
  const address = () =>
    options.node ??
    readNodeAddress(dataFolder)?.url ??
    `http://127.0.0.1:${process.env.COMUNAL_PORT ?? DEFAULT_HTTP_PORT}`
  return {
    output: openOutput({ json: options.json === true }),
    pen: { now: Date.now, randomBytes: length => new Uint8Array(randomBytes(length)) },
    dataFolder,
    keyFile,
    client: (url = address()) => openClient(url, { member: () => findMemberKey(keyFile) }),
    member: () => readMemberKey(keyFile),
  }
}
