import { useState } from 'react'
import { permits } from '../../../protocol/group/role.ts'
import { useApi } from '../api/api-context.ts'
import { membersQuery } from '../api/queries.ts'
import type { Election } from '../api/shapes.ts'
import { useRead } from '../api/use-read.ts'
import { ActButton } from '../components/act-button.tsx'
import { SelectField } from '../components/select-field.tsx'
import { nameOrKey } from '../format/name-or-key.ts'
import { useI18n } from '../i18n/i18n-context.tsx'
import { useMe } from '../use-me.ts'
import { AnswerNomination } from './answer-nomination.tsx'
import { useSigning } from './use-signing.ts'

/** Who was put up and whether they will stand; while it lasts, room to put up others or oneself. */
export function CandidatesCard({ election }: { election: Election }) {
  const { t } = useI18n()
  const { session, isActive } = useMe()
  const { state, nominees } = election
  const isOpen = state === 'nominating' && isActive
  const mine = nominees.find(({ person }) => person.key === session?.key)
  return (
    <section className="card" aria-labelledby="candidates">
      <h2 id="candidates">{t('election.candidates')}</h2>
      {nominees.length === 0 ? <p className="soft">{t('election.nobody')}</p> : null}
      {nominees.length > 0 ? (
        <ul className="list">
          {nominees.map(nominee => (
            <Candidate key={nominee.person.key} nominee={nominee} />
          ))}
        </ul>
      ) : null}
      {isOpen && mine ? <AnswerNomination key={`${mine.accepts}`} election={election.id} nominee={mine} /> : null}
      {isOpen ? <PutUp election={election} isStanding={mine !== undefined} /> : null}
    </section>
  )
}

function Candidate({ nominee }: { nominee: Election['nominees'][number] }) {
  const { t } = useI18n()
  const { person, nominatedBy, accepts, statement } = nominee
  const answer = accepts === null ? 'waits' : accepts ? 'stands' : 'declined'
  return (
    <li>
      <span className="row">
        <strong>{nameOrKey(person.name, person.key)}</strong>
        <span className={accepts === true ? 'chip chip-for' : 'chip'}>{t(`election.${answer}`)}</span>
      </span>
      {nominatedBy.key === person.key ? null : (
        <span className="small soft">
          {t('election.putUpBy', { name: nameOrKey(nominatedBy.name, nominatedBy.key) })}
        </span>
      )}
      {statement ? <p className="prose statement">{statement}</p> : null}
    </li>
  )
}

function PutUp({ election, isStanding }: { election: Election; isStanding: boolean }) {
  const { t } = useI18n()
  const { session } = useMe()
  const { data: members = [] } = useRead(membersQuery(useApi()))
  const [whom, setWhom] = useState('')
  const standing = useSigning([['elections']])
  const nominating = useSigning([['elections']])
  const nominate = (act: typeof nominating, nominee: string) =>
    act.mutate(
      (acts, { api, member, group }) => acts.nominate(api, member, group, { election: election.id, nominee }),
      // Who was chosen meanwhile stays chosen.
      { onSuccess: () => setWhom(chosen => (chosen === nominee ? '' : chosen)) },
    )
  const taken = new Set(election.nominees.map(({ person }) => person.key))
  const others = members.filter(
    ({ key, state, role }) => state === 'active' && permits(role, 'vote') && !taken.has(key) && key !== session?.key,
  )
  return (
    <div className="stack">
      {session && !isStanding ? (
        <ActButton act={standing} onPress={() => nominate(standing, session.key)}>
          {t('election.stand')}
        </ActButton>
      ) : null}
      {others.length > 0 ? (
        <>
          <SelectField
            label={t('election.whom')}
            value={whom}
            choices={[
              ['', t('delegation.choose')] as const,
              ...others.map(({ key, name }) => [key, nameOrKey(name, key)] as const),
            ]}
            onChange={setWhom}
          />
          <ActButton look="quiet" act={nominating} isDisabled={whom === ''} onPress={() => nominate(nominating, whom)}>
            {t('election.putUp')}
          </ActButton>
        </>
      ) : null}
    </div>
  )
}
