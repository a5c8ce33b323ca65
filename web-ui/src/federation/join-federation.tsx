import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useApi } from '../api/api-context.ts'
import { Button } from '../components/button.tsx'
import { Field } from '../components/field.tsx'
import { Failure, Notice } from '../components/states.tsx'
import { useDeviceKey } from '../device-key-context.tsx'
import { approximate } from '../format/fraction.ts'
import { useI18n } from '../i18n/i18n-context.tsx'
import { hashField } from '../routes.ts'
import { useMe } from '../use-me.ts'

/** A steward joins a federation: by a ticket that was pasted, or that came with the link. */
/** @param inside ids of the federations that the group is in. */
export function JoinFederation({ inside }: { inside: readonly string[] }) {
  const { t, formats } = useI18n()
  const api = useApi()
  const queries = useQueryClient()
  const { mayGovern } = useMe()
  const { deviceKey } = useDeviceKey()
  const [given] = useState(() => hashField(location.hash, 'ticket') ?? '')
  const [ticket, setTicket] = useState(given)
  const [isOpen, setOpen] = useState(given !== '')
  const [isTried, setTried] = useState(false)
  const join = useMutation({
    mutationFn: async () => {
      if (!deviceKey) throw new Error('no key on this device')
      const { joinByTicket } = await import('../signing/federate.ts')
      return joinByTicket(api, deviceKey, ticketIn(ticket))
    },
    onSuccess: () => {
      history.replaceState(null, '', location.pathname)
      setTicket('')
      for (const key of ['federations', 'federation-proposals', 'group']) queries.invalidateQueries({ queryKey: [key] })
    },
  })
  if (!mayGovern) return null
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setTried(true)
    if (ticket.trim()) join.mutate()
  }
  if (join.data && inside.includes(join.data.federation)) {
    const { name, weight } = join.data
    return (
      <Notice tone="good" title={t('membership.joined', { name, weight: formats.decimal(approximate(weight) ?? 0) })} />
    )
  }
  if (!isOpen) {
    return (
      <p>
        <Button look="quiet" onPress={() => setOpen(true)}>
          {t('membership.join')}
        </Button>
      </p>
    )
  }
  return (
    <form className="card" onSubmit={submit} noValidate>
      <h2>{t('membership.join')}</h2>
      <Field
        label={t('membership.ticket')}
        hint={t('membership.ticketHint')}
        lines={4}
        value={ticket}
        onChange={setTicket}
        problem={isTried && !ticket.trim() ? t('membership.needTicket') : undefined}
      />
      {join.error ? <Failure error={join.error} /> : null}
      <Button type="submit" isDisabled={join.isPending}>
        {t(join.isPending ? 'membership.joining' : 'membership.join')}
      </Button>
    </form>
  )
}

/** The ticket in what was pasted: its text, or a link that has it behind the `#`. */
function ticketIn(pasted: string): string {
  const at = pasted.indexOf('#ticket=')
  return at < 0 ? pasted.trim() : pasted.slice(at + '#ticket='.length).trim()
}
