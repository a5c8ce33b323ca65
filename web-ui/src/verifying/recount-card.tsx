import { useId, useState } from 'react'
import { Button } from '../components/button.tsx'
import { Failure, Notice } from '../components/states.tsx'
import { approximate } from '../format/fraction.ts'
import { useI18n } from '../i18n/i18n-context.tsx'
import { voteName } from '../vote-name.ts'
import { askWorker } from './ask-worker.ts'
import type { RecountAnswer, RecountQuestion } from './recount-answer.ts'

type Counts = readonly { readonly option: string; readonly points: string | number }[]
type Progress = 'idle' | 'running' | RecountAnswer | { readonly failed: unknown }

/**
 * Fetches the evidence of a result and counts it again in this browser, in a worker so that the page stays alive.
 * @param shown the node's own count, which the recount is held against.
 * @param of the id of what says of what result, where a page has several; a smaller heading then stands beneath that one.
 */
export function RecountCard({ shown, of, ...question }: RecountQuestion & { shown: Counts; of?: string }) {
  const { t } = useI18n()
  const id = useId()
  const Heading = of === undefined ? 'h2' : 'h4'
  const [progress, setProgress] = useState<Progress>('idle')
  const run = async () => {
    setProgress('running')
    try {
      setProgress(await recount(question))
    } catch (failed) {
      setProgress({ failed })
    }
  }
  return (
    <section className="card no-print" aria-labelledby={of === undefined ? id : `${id} ${of}`}>
      <Heading id={id}>{t('recount.do')}</Heading>
      <p className="small">{t('recount.about')}</p>
      <div aria-live="polite" className="stack">
        {progress === 'running' ? <p className="soft">{t('recount.running')}</p> : null}
        {typeof progress === 'object' && 'failed' in progress ? (
          <Failure error={progress.failed} onRetry={run} />
        ) : null}
        {typeof progress === 'object' && 'findings' in progress ? <Answer answer={progress} shown={shown} /> : null}
      </div>
      <div className="row">
        <Button look="quiet" isDisabled={progress === 'running'} onPress={run}>
          {t('recount.start')}
        </Button>
        <a className="small" href={question.evidence} download="evidence.car">
          {t('verdict.download')}
        </a>
      </div>
    </section>
  )
}

function Answer({ answer, shown }: { answer: RecountAnswer; shown: Counts }) {
  const { t, formats } = useI18n()
  const { verified, findings, signatures, ballots, groups, notRecounted, counts } = answer
  const own = counts.map(({ option, points }) => `${voteName(t, option)} ${formats.decimal(approximate(points) ?? 0)}`)
  const isSame = counts.every(({ option, points }) => {
    const other = shown.find(count => count.option === option)
    return other !== undefined && approximate(other.points) === approximate(points)
  })
  if (!verified || !isSame) {
    return (
      <Notice tone="bad" title={t('recount.fails')}>
        <span>{t('recount.own', { counts: own.join(' · ') })}</span>
        <ul className="small">
          {findings.slice(0, 20).map(finding => (
            <li key={`${finding.where} ${finding.code} ${finding.id}`}>
              {finding.where}: {finding.sentence}
            </li>
          ))}
        </ul>
        <span>{t('recount.failsNext')}</span>
      </Notice>
    )
  }
  return (
    <Notice tone="good" title={t('recount.holds')}>
      <span>{t('recount.own', { counts: own.join(' · ') })}</span>
      <span>{t('recount.checked', { signatures, ballots, groups })}</span>
      {notRecounted.length > 0 ? (
        <span>{t('recount.notRecounted', { groups: formats.list(notRecounted) })}</span>
      ) : null}
      <span className="small soft">{t('recount.limits')}</span>
    </Notice>
  )
}

function recount(question: RecountQuestion): Promise<RecountAnswer> {
  const worker = new Worker(new URL('./recount-worker.ts', import.meta.url), { type: 'module' })
  return askWorker(worker, { ...question, evidence: new URL(question.evidence, location.href).href })
}
