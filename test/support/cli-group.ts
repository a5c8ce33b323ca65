import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Charter } from '../../protocol/group/charter.ts'
import { sealKey } from '../../protocol/keys/key-file.ts'
import { comunal, comunalJson, type Ran } from './comunal-process.ts'
import { type Person, type TestGroup, testClock, testGroup } from './test-core.ts'
import { testHttp } from './test-http.ts'

/** A group whose members use the command line; the node's clock is the test's, and starts at the machine's. */
export type CliGroup = {
  group: TestGroup
  /** What a command prints as JSON, run by a member. */
  json<T>(who: Person, ...words: string[]): Promise<T>
  /** What a command does, run by a member. */
  run(who: Person, ...words: string[]): Promise<Ran>
  [Symbol.asyncDispose](): Promise<void>
}

/**
 * @param folder for the members' key files.
 * @param clock the node's; commands have the machine's.
 */
export async function cliGroup(
  folder: string,
  charter: Partial<Charter> = {},
  clock = testClock(Date.now()),
): Promise<CliGroup> {
  await using parts = new AsyncDisposableStack()
  const group = parts.use(await testGroup('Gràcia', { clock, charter }))
  const http = parts.use(await testHttp(group))
  mkdirSync(folder, { recursive: true })
  const words = (who: Person) => {
    const file = join(folder, `${who.key}.key`)
    writeFileSync(file, sealKey(who.seed), { mode: 0o600 })
    return ['--data', folder, '--node', http.url, '--key', file]
  }
  const running = parts.move()
  return {
    group,
    json: (who, ...args) => comunalJson([...args, ...words(who)]),
    run: (who, ...args) => comunal([...args, ...words(who)]),
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  }
}
