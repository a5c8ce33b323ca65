/** A whole number as the files write it, or undefined. */
export function wholeNumber(text: string): number | undefined {
  return /^-?\d{1,15}$/.test(text) ? Number(text) : undefined
}

/** How many decimals an amount needs: `4000.0` needs none. Undefined where the text is no amount. */
export function decimalsOf(amount: string): number | undefined {
  const parts = /^\d{1,15}(?:\.(\d{1,6}))?$/.exec(amount)
  return parts ? (parts[1] ?? '').replace(/0+$/, '').length : undefined
}

/** An amount in units of 10^-`decimals`, exactly; undefined where that is beyond exact integers. */
export function amountInUnits(amount: string, decimals: number): number | undefined {
  const [whole = '0', part = ''] = amount.split('.')
  const units = Number(whole + part.replace(/0+$/, '').padEnd(decimals, '0'))
  return Number.isSafeInteger(units) ? units : undefined
}
