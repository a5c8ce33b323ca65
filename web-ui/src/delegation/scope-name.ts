import type { Scope } from '../api/shapes.ts'
import type { Translate } from '../i18n/messages.ts'

/** For what a delegation is, in words. */
export function scopeName(t: Translate, { type, area = '', title = '' }: Scope): string {
  if (type === 'everything') return t('delegation.everything')
  return type === 'area' ? t('delegation.area', { area }) : t('delegation.proposal', { title })
}
