import { styleText } from 'node:util'

/** Results on standard output, for people or as JSON; what is only said along the way goes to standard error. */
export type Output = {
  readonly json: boolean
  /** One result: its object with `--json`, else the text for people. */
  result(object: object, text: () => string): void
  /** A list: an object a line with `--json`, else the text for people. */
  list(objects: readonly object[], text: () => string): void
  /** Said to people while a command works; kept from standard output, so that results can be piped. */
  note(sentence: string): void
}

export function openOutput({ json }: { json: boolean }): Output {
  const print = (text: string) => void process.stdout.write(harmless(text.endsWith('\n') ? text : `${text}\n`))
  return {
    json,
    result: (object, text) => print(json ? JSON.stringify(object) : text()),
    list(objects, text) {
      if (!json) print(text())
      else for (const object of objects) print(JSON.stringify(object))
    },
    note: sentence => void process.stderr.write(`${sentence}\n`),
  }
}

/** Nothing that somebody wrote steers the terminal: only emphasis is left of its commands, and text keeps its direction. */
function harmless(text: string): string {
  return text.replace(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    /\x1b(?!\[[\d;]{0,9}m)|[\x00-\x08\x0b-\x1a\x1c-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/g,
    '\ufffd',
  )
}

/** Emphasis, where the terminal shows it; `NO_COLOR` and pipes switch it off. */
export function emphasis(format: 'bold' | 'dim' | 'green' | 'red', text: string): string {
  return styleText(format, text, { stream: process.stdout })
}
