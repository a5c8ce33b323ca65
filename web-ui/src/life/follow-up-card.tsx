import { type FormEvent, useState } from 'react'
import { Link } from 'wouter'
import { useApi } from '../api/api-context.ts'
import { followUpQuery, membersQuery } from '../api/queries.ts'
import type { FollowUp } from '../api/shapes.ts'
import { useRead } from '../api/use-read.ts'
import { Button } from '../components/button.tsx'
import { Field } from '../components/field.tsx'
import { KeptWritings } from '../components/kept-writings.tsx'
import { Opening } from '../components/opening.tsx'
import { SelectField } from '../components/select-field.tsx'
import { Failure } from '../components/states.tsx'
import { useKeptWritings } from '../components/use-kept-writings.ts'
import { useNow } from '../components/use-now.ts'
import { nameOrKey } from '../format/name-or-key.ts'
import { useI18n } from '../i18n/i18n-context.tsx'
import { proposalPath, ROUTES } from '../routes.ts'
import { useMe } from '../use-me.ts'
import { AssignTask } from './assign-task.tsx'
import { useSigning } from './use-signing.ts'

/** What follows a vote: tasks and a look back where it was accepted, feedback where it was not. */
export function FollowUpCard({ proposal }: { proposal: string }) {
  const { t } = useI18n()
  const { data, error } = useRead(followUpQuery(useApi(), proposal))
  if (error) return <Failure error={error} />
  if (!data) return null
  return (
    <>
      {data.again ? (
        <p className="small">
          <Link href={proposalPath(data.again)}>{t('after.again')}</Link>
        </p>
      ) : null}
      {data.accepted === true ? <Tasks proposal={proposal} tasks={data.tasks} /> : null}
      {data.accepted === true ? <LookingBack proposal={proposal} followUp={data} /> : null}
      {data.accepted === false ? <Feedback proposal={proposal} followUp={data} /> : null}
    </>
  )
}

function useFollowUpSigning(proposal: string, onDone: () => void = () => undefined) {
  return useSigning([['follow-up', proposal], ['due']], onDone)
}

function Tasks({ proposal, tasks }: { proposal: string; tasks: FollowUp['tasks'] }) {
  const { t } = useI18n()
  const { isActive } = useMe()
  if (tasks.length === 0 && !isActive) return null
  return (
    <section className="card" aria-labelledby="tasks">
      <h2 id="tasks">{t('after.tasks')}</h2>
      {tasks.length > 0 ? (
        <ul className="stack-tight">
          {tasks.map(task => (
            <TaskItem key={task.id} proposal={proposal} task={task} />
          ))}
        </ul>
      ) : null}
      {isActive ? (
        <Opening name={t('after.addOne')}>
          <AddTask proposal={proposal} />
        </Opening>
      ) : null}
    </section>
  )
}

function TaskItem({ proposal, task }: { proposal: string; task: FollowUp['tasks'][number] }) {
  const { t, formats } = useI18n()
  const { session, isActive, mayReview } = useMe()
  const end = useFollowUpSigning(proposal)
  const isWaiting = useKeptWritings('task/done', task.id).waiting.length > 0
  const { id, title, assignee, assigneeName, by, dueAtMs, done } = task
  const isMine = assignee === null || assignee === session?.key || by === session?.key
  return (
    <li className="stack-tight">
      <p className="row-apart">
        <strong>{title}</strong>
        {done ? (
          <span className="chip chip-for">{t('after.done')}</span>
        ) : isActive && !isWaiting && (isMine || mayReview) ? (
          <Button
            look="quiet"
            isDisabled={end.isPending}
            onPress={() => end.mutate(({ endTask }, hand) => endTask(hand, id))}
          >
            {t('after.markDone')}
          </Button>
        ) : null}
      </p>
      <p className="row small soft">
        <span>{assignee === null ? t('after.nobody') : nameOrKey(assigneeName, assignee)}</span>
        {dueAtMs === null ? null : <span>{t('after.until', { when: formats.date(dueAtMs) })}</span>}
      </p>
      <KeptWritings kind="task/done" about={id} />
      <AssignTask proposal={proposal} task={task} />
      {end.error ? <Failure error={end.error} /> : null}
    </li>
  )
}

const DAY_MS = 86_400_000
const DAYS = [7, 14, 30, 90] as const

function AddTask({ proposal }: { proposal: string }) {
  const { t } = useI18n()
  const { data: members = [] } = useRead(membersQuery(useApi()))
  const [title, setTitle] = useState('')
  const [assignee, setAssignee] = useState('')
  const [days, setDays] = useState('14')
  const add = useFollowUpSigning(proposal, () => setTitle(''))
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (!title.trim()) return
    const dueAtMs = Date.now() + Number(days) * DAY_MS
    add.mutate(({ addTask }, { api, member, group }) =>
      addTask(api, member, group, { proposal, title: title.trim(), assignee: assignee || null, dueAtMs }),
    )
  }
  const people = members.filter(({ state }) => state === 'active').map(({ key, name }) => [key, name] as const)
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <Field label={t('after.newTask')} value={title} onChange={setTitle} maxLength={200} />
      <SelectField
        label={t('after.who')}
        value={assignee}
        choices={[['', t('after.nobody')] as const, ...people]}
        onChange={setAssignee}
      />
      <SelectField
        label={t('after.within')}
        value={days}
        choices={DAYS.map(count => [String(count), t('new.days', { count })] as const)}
        onChange={setDays}
      />
      {add.error ? <Failure error={add.error} /> : null}
      <p>
        <Button type="submit" look="quiet" isDisabled={add.isPending || !title.trim()}>
          {t('after.add')}
        </Button>
      </p>
    </form>
  )
}

const MET = ['yes', 'partly', 'no'] as const
type Met = (typeof MET)[number]

function LookingBack({ proposal, followUp }: { proposal: string; followUp: FollowUp }) {
  const { t, formats } = useI18n()
  const now = useNow()
  const { isActive } = useMe()
  const [text, setText] = useState('')
  const [met, setMet] = useState<Met>('yes')
  const evaluate = useFollowUpSigning(proposal, () => setText(''))
  const { evaluatesAtMs, evaluations } = followUp
  if (evaluatesAtMs === null && evaluations.length === 0) return null
  const isTime = evaluatesAtMs === null || now >= evaluatesAtMs
  return (
    <section className="card" aria-labelledby="looking-back">
      <h2 id="looking-back">{t('after.lookingBack')}</h2>
      {isTime ? null : <p className="soft">{t('draft.evaluates', { when: formats.date(evaluatesAtMs) })}</p>}
      {evaluations.map(({ id, text: said, met: did, by, byName }) => (
        <div key={id} className="stack-tight">
          <p>
            <strong>{t(`after.met.${did}`)}</strong>
          </p>
          <p className="prose">{said}</p>
          <p className="small soft">{nameOrKey(byName, by)}</p>
        </div>
      ))}
      <KeptWritings kind="evaluation/given" about={proposal} />
      {isTime && isActive ? (
        <>
          <SelectField
            label={t('after.met')}
            value={met}
            choices={MET.map(value => [value, t(`after.met.${value}`)] as const)}
            onChange={setMet}
          />
          <Field label={t('after.whatCame')} value={text} onChange={setText} maxLength={5_000} lines={3} />
          {evaluate.error ? <Failure error={evaluate.error} /> : null}
          <p>
            <Button
              look="quiet"
              isDisabled={evaluate.isPending || !text.trim()}
              onPress={() => evaluate.mutate((acts, hand) => acts.evaluate(hand, { proposal, text: text.trim(), met }))}
            >
              {t('argument.send')}
            </Button>
          </p>
        </>
      ) : null}
    </section>
  )
}

function Feedback({ proposal, followUp }: { proposal: string; followUp: FollowUp }) {
  const { t, formats } = useI18n()
  const { isActive } = useMe()
  const [text, setText] = useState('')
  const give = useFollowUpSigning(proposal, () => setText(''))
  const now = useNow()
  const { mayRunAgainAtMs, feedback } = followUp
  return (
    <section className="card" aria-labelledby="feedback">
      <h2 id="feedback">{t('after.feedback')}</h2>
      {mayRunAgainAtMs === null ? null : (
        <p className="small soft">{t('after.mayRunAgain', { when: formats.date(mayRunAgainAtMs) })}</p>
      )}
      {isActive && mayRunAgainAtMs !== null && now >= mayRunAgainAtMs ? (
        <p>
          <Link href={`${ROUTES.newProposal}?again=${proposal}`}>{t('after.putAgain')}</Link>
        </p>
      ) : null}
      {feedback.map(({ id, text: said, by, byName }) => (
        <div key={id} className="stack-tight">
          <p className="prose">{said}</p>
          <p className="small soft">{nameOrKey(byName, by)}</p>
        </div>
      ))}
      <KeptWritings kind="feedback/given" about={proposal} />
      {isActive ? (
        <Opening name={t('after.giveFeedback')}>
          <div className="stack">
            <Field label={t('after.yourFeedback')} value={text} onChange={setText} maxLength={5_000} lines={3} />
            {give.error ? <Failure error={give.error} /> : null}
            <p>
              <Button
                look="quiet"
                isDisabled={give.isPending || !text.trim()}
                onPress={() =>
                  give.mutate(({ giveFeedback }, hand) => giveFeedback(hand, { proposal, text: text.trim() }))
                }
              >
                {t('argument.send')}
              </Button>
            </p>
          </div>
        </Opening>
      ) : null}
    </section>
  )
}
