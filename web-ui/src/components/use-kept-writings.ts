import { useDeviceKey } from '../device-key-context.tsx'
import { type KeptWriting, readWritings } from '../kept-writings.ts'
import { useOutbox } from '../live/live-context.tsx'
import type { Refused } from '../outbox.ts'

/** What I wrote here about something that waits to be sent, and what was refused when it came. */
export function useKeptWritings(kind: string, about: string) {
  const { own } = useDeviceKey()
  const { waiting, refused } = useOutbox()
  const mine = readWritings(own).filter(writing => writing.kind === kind && writing.about === about)
  return {
    waiting: mine.filter(({ id }) => waiting.some(item => item.id === id)),
    refused: mine.flatMap((writing): { writing: KeptWriting; answer: Refused }[] => {
      const answer = refused.find(({ id }) => id === writing.id)
      return answer ? [{ writing, answer }] : []
    }),
  }
}
