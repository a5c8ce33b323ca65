import { useRead } from '../api/use-read.ts'
import type { Code } from '../signing/handover.ts'

/** The six digits of a code and an answer to it, in two groups of three. */
export function Digits({ code, taker }: { code: Code; taker: string }) {
  const { data: digits } = useRead({
    queryKey: ['handover-digits', code.id, taker],
    queryFn: async () => (await import('../signing/handover.ts')).digitsOf(code, taker),
    gcTime: 0,
    refetchInterval: false,
  })
  return <ShownDigits digits={digits ?? ''} />
}

export function ShownDigits({ digits }: { digits: string }) {
  return <p className="digits number">{`${digits.slice(0, 3)} ${digits.slice(3)}`}</p>
}
