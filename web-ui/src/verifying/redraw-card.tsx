import { useMutation } from '@tanstack/react-query'
import { useApi } from '../api/api-context.ts'
import { unwrap } from '../api/client.ts'
import { groupQuery } from '../api/queries.ts'
import type { Draw } from '../api/shapes.ts'
import { useRead } from '../api/use-read.ts'
import { Button } from '../components/button.tsx'
import { Failure, Notice } from '../components/states.tsx'
import { nameOrKey } from '../format/name-or-key.ts'
import { useI18n } from '../i18n/i18n-context.tsx'
import { askWorker } from './ask-worker.ts'
import type { RedrawAnswer, RedrawQuestion } from './redraw.ts'

/** The seed of a draw, and the draw again in this browser, held against the panel that the node shows. */
export function RedrawCard({ draw }: { draw: Draw }) {
  const { t } = useI18n()
  const api = useApi()
  const { data: group } = useRead(groupQuery(api))
  const redrawing = useMutation({
    mutationFn: async () => {
      if (!group) throw new Error('no group')
      const evidence = await unwrap(api.GET('/sortitions/{id}/evidence', { params: { path: { id: draw.id } } }))
      const worker = new Worker(new URL('./redraw-worker.ts', import.meta.url), { type: 'module' })
      const question = { evidence, draw: draw.id, group: group.id, nodeKey: group.nodeKey }
      return askWorker<RedrawQuestion, RedrawAnswer>(worker, question)
    },
  })
  return (
    <section className="card no-print" aria-labelledby="redraw">
      <h2 id="redraw">{t('draw.again')}</h2>
      <p className="small">{t('draw.againAbout')}</p>
      <dl className="facts facts-long small">
        <dt>{t('draw.seed')}</dt>
        <dd>
          <code>{draw.seed}</code>
        </dd>
        <dt>{t('draw.commitment')}</dt>
        <dd>
          <code>{draw.seedCommitment}</code>
        </dd>
      </dl>
      <div aria-live="polite" className="stack">
        {redrawing.isPending ? <p className="soft">{t('draw.running')}</p> : null}
        {redrawing.error ? <Failure error={redrawing.error} /> : null}
        {redrawing.data ? <Answer answer={redrawing.data} draw={draw} /> : null}
      </div>
      <p>
        <Button look="quiet" isDisabled={redrawing.isPending || !group} onPress={() => redrawing.mutate()}>
          {t('draw.againHere')}
        </Button>
      </p>
    </section>
  )
}

function Answer({ answer, draw }: { answer: RedrawAnswer; draw: Draw }) {
  const { t, formats } = useI18n()
  if ('unsound' in answer) {
    return (
      <Notice tone="bad" title={t('draw.unsound')}>
        <span>{answer.unsound}</span>
        <span>{t('recount.failsNext')}</span>
      </Notice>
    )
  }
  const { panel, pool, contributors } = answer
  const people = new Map([...draw.panel, ...draw.alternates, ...draw.declined].map(({ key, name }) => [key, name]))
  const names = formats.list(panel.map(key => nameOrKey(people.get(key), key)))
  if (panel.join() !== draw.panel.map(({ key }) => key).join()) {
    return (
      <Notice tone="bad" title={t('draw.other')}>
        <span>{t('draw.drawnHere', { names })}</span>
        <span>{t('recount.failsNext')}</span>
      </Notice>
    )
  }
  return (
    <Notice tone="good" title={t('draw.same')}>
      <span>{t('draw.drawnHere', { names })}</span>
      <span>{t('draw.checked', { pool, count: contributors })}</span>
      <span className="small soft">{t('draw.limits')}</span>
    </Notice>
  )
}
