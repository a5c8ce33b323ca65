import { useApi } from '../api/api-context.ts'
import { paperQuery } from '../api/queries.ts'
import type { Paper, Proposal } from '../api/shapes.ts'
import { useRead } from '../api/use-read.ts'
import { Failure } from '../components/states.tsx'
import { useNow } from '../components/use-now.ts'
import { useI18n } from '../i18n/i18n-context.tsx'
import { useMe } from '../use-me.ts'
import { HandingOut } from './handing-out.tsx'
import { KeyingIn } from './keying-in.tsx'
import { Printing } from './printing.tsx'

/** How many vote on paper; for stewards printing and handing out, for tellers keying in. */
export function PaperCard({ proposal }: { proposal: Proposal }) {
  const { t, formats } = useI18n()
  const { mayReview, mayGovern } = useMe()
  const now = useNow()
  const { data: paper, error } = useRead(paperQuery(useApi(), proposal.id))
  if (error) return <Failure error={error} />
  if (!paper) return null
  const { issued, agreed, open, keyedByMs, isMine } = paper
  const isOpen = proposal.state === 'open'
  const isVoting = isOpen && now <= proposal.closesAtMs
  return (
    <section className="card" aria-labelledby="paper">
      <h2 id="paper">{t('paper.title')}</h2>
      <p>{issued === 0 ? t('paper.nobody') : t('paper.issued', { count: issued })}</p>
      {isMine ? <p>{t('paper.mine')}</p> : null}
      {isOpen && !isMine && isVoting ? <p className="small soft">{t('paper.ask')}</p> : null}
      {isOpen && !isVoting && issued > 0 ? (
        <p className="small">{t('paper.keying', { when: formats.dateTime(keyedByMs), agreed, open })}</p>
      ) : null}
      {isVoting && mayGovern ? <Printing proposal={proposal} printed={paper.printed} /> : null}
      {isOpen && mayGovern ? <HandingOut proposal={proposal.id} isVoting={isVoting} /> : null}
      {isOpen && mayReview && paper.printed > 0 ? <KeyingIn proposal={proposal} /> : null}
      {isOpen && paper.sheets ? <Waiting sheets={paper.sheets} /> : null}
    </section>
  )
}

/** Sheets that are not agreed on: those in dispute first. */
function Waiting({ sheets }: { sheets: NonNullable<Paper['sheets']> }) {
  const { t } = useI18n()
  const waiting = sheets.filter(({ state }) => state !== 'agreed')
  const disputed = waiting.filter(({ state }) => state === 'differ')
  const rest = waiting.filter(({ state }) => state === 'once')
  if (waiting.length === 0) return null
  return (
    <ul className="stack-tight">
      {[...disputed, ...rest].map(({ serial, state, isMine }) => (
        <li key={serial} className="row">
          <code>{serial}</code>
          <span className={state === 'differ' ? 'chip chip-against' : 'chip'}>
            {t(state === 'differ' ? 'paper.differ' : isMine ? 'paper.onceMine' : 'paper.once')}
          </span>
        </li>
      ))}
    </ul>
  )
}
