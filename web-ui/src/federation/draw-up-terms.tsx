import { type FormEvent, useState } from 'react'
import type { Federation } from '../api/shapes.ts'
import { Button } from '../components/button.tsx'
import { Field } from '../components/field.tsx'
import { useI18n } from '../i18n/i18n-context.tsx'

/** For a federation that would merge into another: what each of its groups will weigh there. */
export function DrawUpTerms({ federation }: { federation: Federation }) {
  const { t } = useI18n()
  const [invitation, setInvitation] = useState('')
  const [weights, setWeights] = useState<ReadonlyMap<string, string>>(new Map())
  const [terms, setTerms] = useState<string | null>(null)
  const [isBad, setBad] = useState(false)
  const weightOf = (group: string) => weights.get(group) ?? '1'
  const members = federation.groups.filter(({ state }) => state === 'member')
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (!members.every(({ id }) => isWeight(weightOf(id)))) return
    const { drawUpTerms } = await import('../signing/merging.ts')
    const drawn = drawUpTerms(invitation, federation, id => weightOf(id).trim().replace(',', '.'))
    setBad(drawn === null)
    setTerms(drawn)
  }
  return (
    <form className="stack-tight" onSubmit={submit} noValidate>
      <h4>{t('merging.drawUp')}</h4>
      <Field
        label={t('merging.invitation')}
        lines={3}
        value={invitation}
        onChange={setInvitation}
        problem={isBad ? t('merging.invitationBad') : undefined}
      />
      {members.map(({ id, name }) => (
        <Field
          key={id}
          label={t('merging.weightOf', { name })}
          value={weightOf(id)}
          onChange={weight => setWeights(new Map([...weights, [id, weight]]))}
          problem={isWeight(weightOf(id)) ? undefined : t('membership.weightBad')}
        />
      ))}
      {terms ? <p className="copy-box">{terms}</p> : null}
      {terms ? <p className="small soft">{t('merging.termsAbout')}</p> : null}
      <p>
        <Button type="submit" look="quiet">
          {t('merging.drawUpNow')}
        </Button>
      </p>
    </form>
  )
}

/** `0.9`, `0,9` or `9/10`. */
function isWeight(text: string): boolean {
  return /^\d{1,6}([.,]\d{1,6}|\/[1-9]\d{0,5})?$/.test(text.trim())
}
