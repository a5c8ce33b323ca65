/** What cannot be seen and what turns the direction of the text around it: C0, C1, soft hyphen, zero width, bidi, tags. */
const UNSEEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /\u034f|[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu
const JOINERS = /[\u200c\u200d]/gu
/** Before a joiner that means something: scripts that join letters, and emoji. */
const JOINED = /(?:\ufe0f|[\u0600-\u0fff\u2600-\u27bf\u{1f000}-\u{1faff}])$/u
/** Marks stacked higher than any language does. */
const MANY_MARKS = /([\u0300-\u036f]{4})[\u0300-\u036f]+/gu

/**
 * A name as everybody is shown it: without characters that cannot be seen, that turn the direction of text, or that
 * draw over their neighbours, so that names that differ look different (Unicode TR 36, section 2). Letters that look
 * alike across scripts stay: nobody's name is refused. By ranges written here, so that every program finds the same.
 */
export function plainName(name: string): string {
  const seen = name.normalize('NFC').replace(UNSEEN, character => (/\s/.test(character) ? ' ' : ''))
  const joined = seen.replace(JOINERS, (joiner, at: number) => (JOINED.test(seen.slice(0, at)) ? joiner : ''))
  return joined.replace(MANY_MARKS, '$1').replace(/\s+/g, ' ').trim()
}
