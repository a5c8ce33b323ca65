/** How far a change of the charter has come. */
export function signaturesText(signed: number, needed: number, isInForce: boolean): string {
  const said = `${signed} of ${needed} signatures.`
  if (signed < needed) return said
  return `${said} ${isInForce ? 'The charter is changed.' : 'The node changes the charter now.'}`
}
