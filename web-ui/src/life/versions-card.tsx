import { useState } from 'react'
import { useApi } from '../api/api-context.ts'
import { revisionQuery } from '../api/queries.ts'
import type { Draft } from '../api/shapes.ts'
import { useRead } from '../api/use-read.ts'
import { Button } from '../components/button.tsx'
import { Moment } from '../components/moment.tsx'
import { Failure, Waiting } from '../components/states.tsx'
import { nameOrKey } from '../format/name-or-key.ts'
import { useI18n } from '../i18n/i18n-context.tsx'
import { useMe } from '../use-me.ts'
import { useSigning } from './use-signing.ts'

/** Who wrote how much of a draft, and what each version changed. */
export function VersionsCard({ draft }: { draft: Draft }) {
  const { t, formats } = useI18n()
  const [shown, setShown] = useState<string>()
  const { contributions, revisions } = draft
  const all = contributions.reduce((sum, { characters }) => sum + characters, 0)
  return (
    <section className="card" aria-labelledby="versions">
      <h2 id="versions">{t('draft.versions')}</h2>
      {contributions.length > 0 ? (
        <p className="small soft">
          {t('draft.writtenBy', {
            names: formats.list(
              contributions.map(
                ({ by, byName, characters }) => `${nameOrKey(byName, by)} ${formats.percent(characters / all)}`,
              ),
            ),
          })}
        </p>
      ) : null}
      <ol className="stack-tight">
        {revisions.toReversed().map(({ id, by, byName, at, writers }) => (
          <li key={id} className="stack-tight">
            <p className="row-apart small">
              <span>
                {nameOrKey(byName, by)} · <Moment atMs={at} />
              </span>
              <Button look="link" onPress={() => setShown(shown === id ? undefined : id)} aria-expanded={shown === id}>
                {t('draft.difference')}
              </Button>
            </p>
            {writers ? <Writers draft={draft} revision={id} writers={writers} /> : null}
            {shown === id ? <Difference draft={draft.id} revision={id} /> : null}
          </li>
        ))}
      </ol>
    </section>
  )
}

type Writers = NonNullable<Draft['revisions'][number]['writers']>

/** Who wrote how much of a version that several wrote at once, and whether they have said so themselves. */
function Writers({ draft, revision, writers }: { draft: Draft; revision: string; writers: Writers }) {
  const { t, formats } = useI18n()
  const { session, isActive } = useMe()
  const confirm = useSigning([['draft', draft.id]])
  const all = writers.reduce((sum, { characters }) => sum + characters, 0)
  const mine = writers.find(({ by }) => by === session?.key)
  return (
    <>
      <ul className="row small soft">
        {writers.map(({ by, byName, characters, confirmed }) => (
          <li key={by}>
            {nameOrKey(byName, by)} {formats.percent(characters / all)}
            {confirmed ? ` · ${t('cowriting.confirmed')}` : ''}
          </li>
        ))}
      </ul>
      {isActive && mine && !mine.confirmed ? (
        <p>
          <Button
            look="link"
            isDisabled={confirm.isPending}
            onPress={() =>
              confirm.mutate(({ confirmPart }, { api, member, group }) =>
                confirmPart(api, member, group, { draft: draft.id, revision }),
              )
            }
          >
            {t('cowriting.confirm')}
          </Button>
        </p>
      ) : null}
      {confirm.error ? <Failure error={confirm.error} /> : null}
    </>
  )
}

function Difference({ draft, revision }: { draft: string; revision: string }) {
  const { data, error } = useRead(revisionQuery(useApi(), draft, revision))
  if (error) return <Failure error={error} />
  if (!data) return <Waiting />
  return <Changes changes={data.difference} />
}

type Change = { readonly change: 'same' | 'added' | 'removed'; readonly text: string }

/** A text with what was put in and what was taken out, marked for eyes and for screen readers alike. */
export function Changes({ changes }: { changes: readonly Change[] }) {
  return (
    <p className="prose difference">
      {changes.map(({ change, text }, place) => {
        // biome-ignore lint/suspicious/noArrayIndexKey: a run of text is its place
        if (change === 'added') return <ins key={place}>{text}</ins>
        // biome-ignore lint/suspicious/noArrayIndexKey: a run of text is its place
        if (change === 'removed') return <del key={place}>{text}</del>
        return text
      })}
    </p>
  )
}
