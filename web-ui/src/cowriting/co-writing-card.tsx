import { useEffect, useState, useSyncExternalStore } from 'react'
import { useApi } from '../api/api-context.ts'
import type { Draft } from '../api/shapes.ts'
import { Button } from '../components/button.tsx'
import { Failure, Notice, Waiting } from '../components/states.tsx'
import { useI18n } from '../i18n/i18n-context.tsx'
import { useSigning } from '../life/use-signing.ts'
import { type LiveDraft, type LiveView, openLiveDraft } from './live-draft.ts'
import { SharedField } from './shared-field.tsx'
import { WrittenView } from './written-view.tsx'

const MOST_TEXT = 20_000
const MOST_TITLE = 200

/** Writes a draft together with whoever else is at it now, and signs what stands there as a version. */
export function CoWritingCard({ draft, onDone }: { draft: Draft; onDone(): void }) {
  const api = useApi()
  const { id } = draft
  const [live, setLive] = useState<LiveDraft>()
  useEffect(() => {
    const opened = openLiveDraft(api, id)
    setLive(opened)
    return () => opened.close()
  }, [api, id])
  return live ? <CoWriting draft={draft} live={live} onDone={onDone} /> : <Waiting />
}

function CoWriting({ draft, live, onDone }: { draft: Draft; live: LiveDraft; onDone(): void }) {
  const { t, formats } = useI18n()
  const view = useSyncExternalStore(live.subscribe, live.view)
  const save = useSigning([['drafts'], ['draft', draft.id], ['due']], onDone)
  useStaying(view.isUnsent)
  const text = view.pieces.map(piece => piece.text).join('')
  const isTooLong = [...text].length > MOST_TEXT || [...view.title].length > MOST_TITLE
  const hasChanged = draft.unsaved || view.title.trim() !== draft.title || text !== draft.text
  return (
    <section className="card" aria-labelledby="writing">
      <h2 id="writing">{t('draft.write')}</h2>
      {draft.state === 'draft' ? null : <Notice tone="warn" title={t('draft.takesBack')} />}
      <Standing view={view} />
      {view.state === 'joining' ? null : (
        <>
          <SharedField live={live} name="title" label={t('new.name')} maxLength={MOST_TITLE} lines={2} />
          <SharedField
            live={live}
            name="text"
            label={t('new.text')}
            maxLength={MOST_TEXT}
            lines={12}
            onCaret={live.point}
          />
          <WrittenView doc={live.doc} view={view} />
        </>
      )}
      {isTooLong ? <Notice tone="warn" title={t('cowriting.tooLong', { most: formats.number(MOST_TEXT) })} /> : null}
      {save.error ? <Failure error={save.error} /> : null}
      <p className="small soft">{t('cowriting.signs')}</p>
      <p className="row">
        <Button
          isDisabled={!hasChanged || isTooLong || !view.title.trim() || view.state !== 'live' || save.isPending}
          onPress={() =>
            save.mutate(async ({ saveTogether }, { api, member, group }) => {
              await live.settle()
              return saveTogether(api, member, group, draft)
            })
          }
        >
          {t('draft.save')}
        </Button>
        <Button look="link" onPress={onDone}>
          {t('cowriting.leave')}
        </Button>
        <span className="small soft">{t('cowriting.leaveHint')}</span>
      </p>
    </section>
  )
}

/** Who else is here, and whether the node has what was typed. */
function Standing({ view }: { view: LiveView }) {
  const { t, formats } = useI18n()
  const { state, problem, here, client, isUnsent } = view
  if (state === 'joining') return <p role="status">{t('cowriting.joining')}</p>
  if (state === 'over') {
    return (
      <>
        <Notice tone="warn" title={t('cowriting.over')} />
        {problem ? <Failure error={problem} /> : null}
      </>
    )
  }
  if (state === 'cut') return <Notice tone="warn" title={t('cowriting.cut')} />
  const others = [...new Set(here.filter(one => one.client !== client).map(({ byName }) => byName ?? '–'))]
  return (
    <div className="row-apart small soft">
      <p role="status">
        {others.length > 0 ? t('cowriting.here', { names: formats.list(others) }) : t('cowriting.alone')}
      </p>
      <p>{isUnsent ? t('cowriting.sending') : t('cowriting.kept')}</p>
    </div>
  )
}

/** Asks before the page is left with something that has not reached the node. */
function useStaying(isUnsent: boolean): void {
  useEffect(() => {
    if (!isUnsent) return
    const stay = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', stay)
    return () => window.removeEventListener('beforeunload', stay)
  }, [isUnsent])
}
