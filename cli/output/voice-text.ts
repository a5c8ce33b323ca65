import type { MyVoice } from '../../node/client/shapes.ts'
import { count } from './words.ts'

/** Where one's own vote goes, and how many others' it carries. */
export function voiceText({ entitled, voted, delegate, silent, represents }: MyVoice): string {
  if (!entitled) return 'You have no vote here.'
  const others = represents === 0 ? '' : ` You speak for ${count(represents, 'other')}.`
  if (voted) return `Your vote: cast.${others}`
  if (!delegate) return `Your vote: not cast${silent === 'cancelled' ? '; it goes to nobody' : ''}.${others}`
  return `Your vote: not cast; it goes to ${delegate.name ?? delegate.key}, ${delegateText(delegate.voted, silent)}.`
}

function delegateText(voted: boolean, silent: MyVoice['silent']): string {
  if (voted) return 'who has voted'
  if (silent === null) return 'who passes it on to one who has voted'
  return silent === 'loop' ? 'who passes it on in a circle, so it weighs nothing' : 'who has not voted'
}
