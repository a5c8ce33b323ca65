import { useRead } from '../api/use-read.ts'

/** The three words of a request, the same on the screen of who asks and of who is asked. */
export function CheckWords({ request }: { request: string }) {
  const { data: words = '' } = useRead({
    queryKey: ['check-words', request],
    queryFn: async () => (await import('../signing/lost-key.ts')).wordsOf(request),
    staleTime: Number.POSITIVE_INFINITY,
    refetchInterval: false,
  })
  return (
    <p className="check-words" lang="en" translate="no">
      {words}
    </p>
  )
}
