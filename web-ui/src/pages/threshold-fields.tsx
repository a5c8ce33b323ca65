import { Button } from '../components/button.tsx'
import { SelectField } from '../components/select-field.tsx'
import { sayShare } from '../format/fraction.ts'
import { useI18n } from '../i18n/i18n-context.tsx'
import type { ShareThreshold } from '../proposal-draft.ts'

type Kind = Exclude<`${ShareThreshold['what']}.${ShareThreshold['of']}`, 'voted.cast'>

const SHARES = ['1/10', '1/5', '1/4', '1/3', '1/2', '3/5', '2/3', '3/4', '4/5', '9/10', '1'] as const
const MOST = 8

/** What a vote has to reach besides its method and its quorum: any number of shares, each a line of two choices. */
export function ThresholdFields({
  asked,
  isYesOrNo,
  hasActive,
  onChange,
}: {
  asked: readonly ShareThreshold[]
  /** Whether people vote for or against. */
  isYesOrNo: boolean
  /** Whether the charter says who counts as active. */
  hasActive: boolean
  onChange(asked: ShareThreshold[]): void
}) {
  const { t, formats } = useI18n()
  const kinds = kindsOf(isYesOrNo, hasActive)
  const choices = kinds.map(kind => [kind, t(`new.threshold.${kind}`)] as const)
  const shares = SHARES.map(share => [share, sayShare(share, formats.percent)] as const)
  const [first] = kinds
  const replace = (place: number, next: ShareThreshold) => onChange(asked.map((one, i) => (i === place ? next : one)))
  return (
    <fieldset className="field">
      <legend>{t('new.besides')}</legend>
      {asked.map((one, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no other name than their place
        <div key={place} className="stack-tight">
          <SelectField
            label={t('new.share')}
            value={shares.find(([share]) => share === one.share)?.[0] ?? '1/2'}
            choices={shares}
            onChange={share => replace(place, { ...one, share })}
          />
          <SelectField
            label={t('new.besides')}
            isLabelHidden
            value={kinds.find(kind => kind === `${one.what}.${one.of}`) ?? first ?? 'voted.eligible'}
            choices={choices}
            onChange={kind => replace(place, { ...thresholdOf(kind), share: one.share })}
          />
          <p>
            <Button look="link" onPress={() => onChange(asked.filter((_, i) => i !== place))}>
              {t('new.removeThreshold')}
            </Button>
          </p>
        </div>
      ))}
      {asked.length < MOST ? (
        <p>
          <Button
            look="quiet"
            onPress={() => onChange([...asked, { ...thresholdOf(first ?? 'voted.eligible'), share: '1/2' }])}
          >
            {t('new.addThreshold')}
          </Button>
        </p>
      ) : null}
    </fieldset>
  )
}

function kindsOf(isYesOrNo: boolean, hasActive: boolean): readonly Kind[] {
  const all: readonly Kind[] = ['for.cast', 'for.eligible', 'for.active', 'voted.eligible', 'voted.active']
  return all.filter(kind => (isYesOrNo || kind.startsWith('voted')) && (hasActive || !kind.endsWith('active')))
}

function thresholdOf(kind: Kind): Pick<ShareThreshold, 'what' | 'of'> {
  switch (kind) {
    case 'for.cast':
      return { what: 'for', of: 'cast' }
    case 'for.eligible':
      return { what: 'for', of: 'eligible' }
    case 'for.active':
      return { what: 'for', of: 'active' }
    case 'voted.active':
      return { what: 'voted', of: 'active' }
    case 'voted.eligible':
      return { what: 'voted', of: 'eligible' }
  }
}
