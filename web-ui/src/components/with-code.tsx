/** A sentence whose parts between backticks are set as code. */
export function WithCode({ children }: { children: string }) {
  // The parts have no names of their own, and never change places.
  const parts = children.split('`').map((text, place) => ({ text, place }))
  return parts.map(({ text, place }) => (place % 2 === 1 ? <code key={place}>{text}</code> : text))
}
