import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type ChangeEvent, type FormEvent, useId, useState } from 'react'
import { useApi } from '../api/api-context.ts'
import { unwrap } from '../api/client.ts'
import type { Federation } from '../api/shapes.ts'
import { ActButton } from '../components/act-button.tsx'
import { Button } from '../components/button.tsx'
import { Field } from '../components/field.tsx'
import { Failure, Notice } from '../components/states.tsx'
import { useDeviceKey } from '../device-key-context.tsx'
import { useI18n } from '../i18n/i18n-context.tsx'
import { useMe } from '../use-me.ts'
import { DrawUpTerms } from './draw-up-terms.tsx'

const DAY_MS = 86_400_000

/** At a federation's own node: its stewards have it merge with another one, in steps that both take. */
export function MergingCard({ federation }: { federation: Federation }) {
  const { t } = useI18n()
  const { mayGovern } = useMe()
  if (!mayGovern || federation.merged) return null
  return (
    <details>
      <summary>{t('merging.title')}</summary>
      <div className="stack">
        <p>{t('merging.about')}</p>
        <Invite federation={federation} />
        <DrawUpTerms federation={federation} />
        <Propose federation={federation} />
        <Finish federation={federation} />
      </div>
    </details>
  )
}

function Invite({ federation }: { federation: Federation }) {
  const { t } = useI18n()
  const api = useApi()
  const make = useMutation({
    mutationFn: async () => (await import('../signing/merging.ts')).mergeInvitation(api, federation),
  })
  return (
    <section className="stack-tight">
      <h4>{t('merging.invite')}</h4>
      {make.data ? <p className="copy-box">{make.data}</p> : null}
      <p className="small soft">{t('merging.inviteAbout')}</p>
      <ActButton act={make} look="quiet" onPress={() => make.mutate()}>
        {t('merging.inviteMake')}
      </ActButton>
    </section>
  )
}

function Propose({ federation }: { federation: Federation }) {
  const { t } = useI18n()
  const api = useApi()
  const queries = useQueryClient()
  const { deviceKey } = useDeviceKey()
  const [terms, setTerms] = useState('')
  const [isBad, setBad] = useState(false)
  const ask = useMutation({
    mutationFn: async () => {
      if (!deviceKey) throw new Error('no key on this device')
      const { proposeMerging, readTerms } = await import('../signing/merging.ts')
      const merges = readTerms(terms)
      setBad(!merges)
      if (!merges) return
      const title = t('merging.question', { from: merges.fromName, into: merges.intoName })
      await proposeMerging(api, deviceKey, federation.id, { merges, title, openMs: 3 * DAY_MS, mandatesMs: DAY_MS })
      setTerms('')
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ['federation-proposals'] }),
  })
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    ask.mutate()
  }
  return (
    <form className="stack-tight" onSubmit={submit} noValidate>
      <h4>{t('merging.propose')}</h4>
      <Field
        label={t('merging.terms')}
        hint={t('merging.proposeAbout')}
        lines={3}
        value={terms}
        onChange={setTerms}
        problem={isBad ? t('merging.termsBad') : undefined}
      />
      {ask.error ? <Failure error={ask.error} /> : null}
      <p>
        <Button type="submit" isDisabled={ask.isPending}>
          {t('membership.expelAsk')}
        </Button>
      </p>
    </form>
  )
}

function Finish({ federation }: { federation: Federation }) {
  const { t, formats } = useI18n()
  const api = useApi()
  const queries = useQueryClient()
  const id = useId()
  const finish = useMutation({
    mutationFn: (file: File) =>
      unwrap(
        api.POST('/federations/{id}/merge', {
          params: { path: { id: federation.id } },
          body: file,
          bodySerializer: body => body,
          headers: { 'content-type': 'application/octet-stream' },
        }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['federations'] }),
  })
  const choose = ({ target }: ChangeEvent<HTMLInputElement>) => {
    const [file] = target.files ?? []
    if (file) finish.mutate(file)
    target.value = ''
  }
  const names = finish.data?.groups.map(({ name }) => name) ?? []
  const left = finish.data?.refused.map(({ name }) => name) ?? []
  return (
    <section className="stack-tight">
      <h4>{t('merging.finish')}</h4>
      <div className="field">
        <label htmlFor={id}>{t('merging.evidence')}</label>
        <input id={id} className="input" type="file" accept=".car" onChange={choose} disabled={finish.isPending} />
      </div>
      <p className="small soft">{t('merging.finishAbout')}</p>
      {finish.error ? <Failure error={finish.error} /> : null}
      {names.length > 0 ? <Notice tone="good" title={t('merging.in', { names: formats.list(names) })} /> : null}
      {left.length > 0 ? <Notice tone="warn" title={t('merging.notIn', { names: formats.list(left) })} /> : null}
    </section>
  )
}
