import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useLocation } from 'wouter'
import { Button, ButtonLink } from '../components/button.tsx'
import { Field } from '../components/field.tsx'
import { PageHead } from '../components/page-head.tsx'
import { Notice } from '../components/states.tsx'
import { useDeviceKey } from '../device-key-context.tsx'
import { useI18n } from '../i18n/i18n-context.tsx'
import { ROUTES } from '../routes.ts'

/** Brings a key back from its 24 words. */
export function RestorePage() {
  const { t } = useI18n()
  const [, navigate] = useLocation()
  const queries = useQueryClient()
  const { deviceKey, keep } = useDeviceKey()
  const [words, setWords] = useState('')
  const [isBad, setBad] = useState(false)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const { keyOfWords } = await import('../signing/recovery.ts')
    const found = keyOfWords(words)
    if (!found) return setBad(true)
    keep(found)
    queries.invalidateQueries()
    navigate(ROUTES.decide)
  }
  return (
    <form className="entrance stack" onSubmit={submit} noValidate>
      <PageHead title={t('restore.title')} back={ROUTES.decide} />
      {deviceKey ? <Notice tone="warn" title={t('restore.replaces')} /> : null}
      <Field
        label={t('restore.words')}
        hint={t('restore.wordsHint')}
        value={words}
        onChange={next => {
          setWords(next)
          setBad(false)
        }}
        lines={4}
        autoComplete="off"
        spellCheck="false"
        problem={isBad ? `${t('restore.bad')} ${t('restore.badNext')}` : undefined}
      />
      <Button type="submit" isDisabled={words.trim() === ''}>
        {t('restore.send')}
      </Button>
      <p>
        <ButtonLink to={ROUTES.device} look="link">
          {t('device.fromOther')}
        </ButtonLink>
      </p>
      <p>
        <ButtonLink to={ROUTES.lost} look="link">
          {t('lost.link')}
        </ButtonLink>
      </p>
    </form>
  )
}
