import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, type ReactNode, useState } from 'react'
import { useApi } from '../api/api-context.ts'
import type { Federation } from '../api/shapes.ts'
import { Button } from '../components/button.tsx'
import { Field } from '../components/field.tsx'
import { Failure } from '../components/states.tsx'
import { useDeviceKey } from '../device-key-context.tsx'
import { approximate } from '../format/fraction.ts'
import { useI18n } from '../i18n/i18n-context.tsx'
import { useMe } from '../use-me.ts'

const DAY_MS = 86_400_000

/** The member groups of a federation, and those that are no longer. At its own node its stewards can ask for one to go. */
export function GroupList({ federation }: { federation: Federation }) {
  const { t } = useI18n()
  const { mayGovern } = useMe()
  const { groups, role, expelsBy, onCouncil } = federation
  const mayExpel = expelsBy === 'council' ? onCouncil : role === 'seat' && mayGovern
  const members = groups.filter(({ state }) => state === 'member')
  return (
    <details>
      <summary>{t('federation.groups', { count: members.length })}</summary>
      <ul className="list">
        {groups.map(group => (
          <GroupLine key={group.id} group={group} isCouncil={expelsBy === 'council'}>
            {mayExpel && group.state === 'member' ? <Expel federation={federation} group={group} /> : null}
          </GroupLine>
        ))}
      </ul>
    </details>
  )
}

type Group = Federation['groups'][number]

function GroupLine({ group, isCouncil, children }: { group: Group; isCouncil: boolean; children: ReactNode }) {
  const { t, formats } = useI18n()
  const { name, weight, state, connected, cause, expulsion, forked } = group
  return (
    <li>
      <div className="stack-tight">
        <span>{name}</span>
        <span className="row small">
          {state === 'member' ? (
            <>
              <span className="weight">
                {t('verdict.weight', { weight: formats.decimal(approximate(weight) ?? 0) })}
              </span>
              {forked ? <span className="chip chip-warn">{t('federation.forked')}</span> : null}
              <span className={connected ? 'chip chip-for' : 'chip'}>
                {t(connected ? 'federation.connected' : 'federation.away')}
              </span>
              {expulsion.backed > 0 ? (
                <span className="chip chip-warn">
                  {t(isCouncil ? 'council.backed' : 'membership.backed', {
                    backed: expulsion.backed,
                    needed: expulsion.needed,
                  })}
                </span>
              ) : null}
            </>
          ) : (
            <span className="chip chip-against">
              {t(state === 'left' ? 'membership.hasLeft' : 'membership.expelled')}
            </span>
          )}
        </span>
        {cause ? <span className="small soft">{cause}</span> : null}
        {children}
      </div>
    </li>
  )
}

const HOW_EXPELLED = {
  decision: 'membership.expelByDecision',
  stewards: 'membership.expelByStewards',
  council: 'council.expelHint',
} as const

function Expel({ federation, group }: { federation: Federation; group: Group }) {
  const { t } = useI18n()
  const api = useApi()
  const queries = useQueryClient()
  const { deviceKey } = useDeviceKey()
  const [isOpen, setOpen] = useState(false)
  const [cause, setCause] = useState('')
  const [isTried, setTried] = useState(false)
  const isDecision = federation.expelsBy === 'decision'
  const ask = useMutation({
    mutationFn: async () => {
      if (!deviceKey) throw new Error('no key on this device')
      const { backExpulsion, proposeExpulsion } = await import('../signing/federate.ts')
      const about = { group: group.id, cause: cause.trim() }
      const title = t('membership.expelTitle', { name: group.name })
      const times = { openMs: 3 * DAY_MS, mandatesMs: DAY_MS }
      return isDecision
        ? proposeExpulsion(api, deviceKey, federation.id, { ...about, title, ...times })
        : backExpulsion(api, deviceKey, federation.id, about)
    },
    onSuccess: () => {
      setOpen(false)
      queries.invalidateQueries({ queryKey: ['federations'] })
      queries.invalidateQueries({ queryKey: ['federation-proposals'] })
    },
  })
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setTried(true)
    if (cause.trim()) ask.mutate()
  }
  if (group.expulsion.byMe) return null
  if (!isOpen) {
    return (
      <p>
        <Button look="link" onPress={() => setOpen(true)}>
          {t('membership.expel', { name: group.name })}
        </Button>
      </p>
    )
  }
  return (
    <form className="stack-tight" onSubmit={submit} noValidate>
      <Field
        label={t('membership.cause')}
        hint={t(HOW_EXPELLED[federation.expelsBy])}
        value={cause}
        onChange={setCause}
        maxLength={2000}
        problem={isTried && !cause.trim() ? t('membership.needCause') : undefined}
      />
      {ask.error ? <Failure error={ask.error} /> : null}
      <p className="row">
        <Button type="submit" isDisabled={ask.isPending}>
          {t(isDecision ? 'membership.expelAsk' : 'membership.expelBack')}
        </Button>
        <Button look="quiet" onPress={() => setOpen(false)}>
          {t('membership.cancel')}
        </Button>
      </p>
    </form>
  )
}
