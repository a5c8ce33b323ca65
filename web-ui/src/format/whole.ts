/** A whole number above zero out of a text field; undefined for anything else. */
export function whole(text: string): number | undefined {
  return /^[1-9]\d{0,14}$/.test(text.trim()) ? Number(text.trim()) : undefined
}
