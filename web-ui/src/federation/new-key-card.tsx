import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type ChangeEvent, useId } from 'react'
import { useApi } from '../api/api-context.ts'
import { unwrap } from '../api/client.ts'
import type { Federation } from '../api/shapes.ts'
import { Failure, Notice } from '../components/states.tsx'
import { useI18n } from '../i18n/i18n-context.tsx'
import { useMe } from '../use-me.ts'

/** That the federation's node has another key, what became of its log, and where a steward hands the news in. */
export function NewKeyCard({ federation }: { federation: Federation }) {
  const { t } = useI18n()
  const { mayGovern } = useMe()
  const { newKey, role } = federation
  return (
    <>
      {newKey ? <p className="small soft">{t('newKey.now', { count: newKey.keys - 1 })}</p> : null}
      {newKey && newKey.waiting > 0 ? (
        <Notice title={t('newKey.waiting', { count: newKey.waiting })}>{t('newKey.waitingNext')}</Notice>
      ) : null}
      {newKey && newKey.lost.length > 0 ? (
        <Notice tone="warn" title={t('newKey.lost', { count: newKey.lost.length })}>
          <span>{t('newKey.lostNext')}</span>
          <ul>
            {[...new Set(newKey.lost.map(({ kind, code }) => `${kind}: ${code}`))].map(line => (
              <li key={line}>
                <code>{line}</code>
              </li>
            ))}
          </ul>
        </Notice>
      ) : null}
      {role === 'member' && mayGovern ? <HandIn federation={federation.id} /> : null}
    </>
  )
}

function HandIn({ federation }: { federation: string }) {
  const { t } = useI18n()
  const api = useApi()
  const queries = useQueryClient()
  const id = useId()
  const tell = useMutation({
    mutationFn: async (file: File) => {
      const { succession } = successionIn(await file.text())
      const params = { path: { id: federation } }
      return unwrap(api.POST('/federations/{id}/node-key', { params, body: { succession } }))
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ['federations'] }),
  })
  const choose = ({ target }: ChangeEvent<HTMLInputElement>) => {
    const [file] = target.files ?? []
    if (file) tell.mutate(file)
    target.value = ''
  }
  return (
    <details>
      <summary>{t('newKey.title')}</summary>
      <div className="stack-tight">
        <p>{t('newKey.about')}</p>
        <div className="field">
          <label htmlFor={id}>{t('newKey.file')}</label>
          <input id={id} className="input" type="file" accept=".json" onChange={choose} disabled={tell.isPending} />
        </div>
        {tell.error ? <Failure error={tell.error} /> : null}
        {tell.data ? <Notice tone="good" title={t(tell.data.told ? 'newKey.told' : 'newKey.known')} /> : null}
      </div>
    </details>
  )
}

/** What the file holds for members; a file of another kind holds nothing, which the node refuses in words. */
function successionIn(text: string): { succession: string } {
  try {
    const value: unknown = JSON.parse(text)
    const held = typeof value === 'object' && value !== null && 'succession' in value ? value.succession : ''
    return { succession: typeof held === 'string' ? held : '' }
  } catch {
    return { succession: '' }
  }
}
