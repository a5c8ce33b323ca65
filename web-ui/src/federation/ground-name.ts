import type { Translate } from '../i18n/messages.ts'

/** A ground for a veto: the usual ones in the page's language, others as the charter has them. */
export function groundName(t: Translate, ground: string): string {
  if (ground === 'severe-local-need' || ground === 'fundamental-rights' || ground === 'outside-purpose') {
    return t(`contest.ground.${ground}`)
  }
  return ground
}
