import type { VerdictTree } from '../api/shapes.ts'
import { AgainstIcon, ClockIcon, ForIcon } from '../components/icons.tsx'
import { Notice } from '../components/states.tsx'
import { useI18n } from '../i18n/i18n-context.tsx'
import { CountColumn } from './count-column.tsx'

/** What was decided, by the weights of the groups, and beside it what all ballots together say. */
export function VerdictSummary({ verdict }: { verdict: VerdictTree }) {
  const { t } = useI18n()
  const { weighted, popular, diverges, quorum, state } = verdict
  return (
    <section className="card" aria-labelledby="result">
      <h2 id="result" className="visually-hidden">
        {t('proposal.result')}
      </h2>
      <Word verdict={verdict} />
      <div className="side-by-side">
        <CountColumn title={t('verdict.weighted')} counts={weighted} />
        <CountColumn title={t('verdict.popular')} counts={popular.counts} />
      </div>
      <p className="small soft">
        {t(quorum.met ? 'verdict.quorum' : 'verdict.quorumMissed', { counted: quorum.counted, needed: quorum.needed })}
      </p>
      {diverges ? (
        <Notice tone="warn" title={t('verdict.diverges')}>
          {t('verdict.divergesNext')}
        </Notice>
      ) : state !== 'open' ? (
        <p className="small soft">{t('verdict.agrees')}</p>
      ) : null}
      {verdict.witnesses ? <Witnesses witnesses={verdict.witnesses} waits={state === 'waiting'} /> : null}
    </section>
  )
}

/** Whose nodes vouch for it that this decision stands in the one history; with too few it does not bind yet. */
function Witnesses({ witnesses, waits }: { witnesses: NonNullable<VerdictTree['witnesses']>; waits: boolean }) {
  const { t, formats } = useI18n()
  const { by, of, needed } = witnesses
  const counted = { witnesses: by.length, nodes: of, needed }
  const names = by.length > 0 ? <p className="small soft">{formats.list(by.map(({ name }) => name))}</p> : null
  if (!waits) {
    return (
      <div>
        <p className="small">{t('verdict.witnessed', counted)}</p>
        {names}
      </div>
    )
  }
  return (
    <Notice tone="warn" title={t('verdict.notWitnessed', counted)}>
      {t('verdict.notWitnessedNext', counted)}
      {names}
    </Notice>
  )
}

function Word({ verdict }: { verdict: VerdictTree }) {
  const { t } = useI18n()
  const { state } = verdict
  if (state === 'decided') return <Outcome verdict={verdict} />
  return (
    <>
      <p className="outcome soft">
        <ClockIcon />
        {t(state === 'waiting' ? 'verdict.waiting' : 'verdict.pending')}
      </p>
      {state === 'waiting' ? <Outcome verdict={verdict} /> : null}
    </>
  )
}

function Outcome({ verdict }: { verdict: VerdictTree }) {
  const { t, formats } = useI18n()
  const { accepted, selected } = verdict
  if (accepted === null) {
    return (
      <p className="outcome outcome-for">{selected.length > 0 ? formats.list(selected) : t('proposal.undecided')}</p>
    )
  }
  return (
    <p className={accepted ? 'outcome outcome-for' : 'outcome outcome-against'}>
      {accepted ? <ForIcon /> : <AgainstIcon />}
      {t(accepted ? 'verdict.passed' : 'verdict.failed')}
    </p>
  )
}
