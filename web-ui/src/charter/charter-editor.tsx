import { useState } from 'react'
import { useLocation } from 'wouter'
import { sameTerms } from '../../../protocol/group/amending.ts'
import type { CharterTerms } from '../../../protocol/group/charter.ts'
import { ActButton } from '../components/act-button.tsx'
import { Button } from '../components/button.tsx'
import { Notice } from '../components/states.tsx'
import { useI18n } from '../i18n/i18n-context.tsx'
import { CHARTER_INITIATIVE, ROUTES } from '../routes.ts'
import { useMe } from '../use-me.ts'
import { ChangeTable } from './change-table.tsx'
import { type CharterDraft, draftOf, termsOfDraft } from './charter-draft.ts'
import { CharterFields } from './charter-fields.tsx'
import { keepChange } from './kept-change.ts'
import { Overtaken } from './overtaken.tsx'
import { useSigning } from './use-signing.ts'

type InForce = { readonly inForce: string; readonly before: CharterTerms }

/** Writes another charter upon the one in force: shows what changes before anything is signed. */
export function CharterEditor(now: InForce) {
  const { t } = useI18n()
  const { session, mayGovern } = useMe()
  const [, navigate] = useLocation()
  const [isOpen, setOpen] = useState(false)
  /** The charter that somebody began to write upon. */
  const [{ inForce, before }, setUpon] = useState(now)
  const [draft, setDraft] = useState<CharterDraft>(() => draftOf(before))
  const signing = useSigning([['charter'], ['group'], ['members']], () => setOpen(false))
  const terms = termsOfDraft(before, draft)
  const isStale = now.inForce !== inForce && !signing.isPending
  const isChanged = terms !== undefined && !sameTerms(terms, before)
  const isSteward = mayGovern && before.stewards.some(key => key === session?.signer)
  const toggle = () => {
    setUpon(now)
    setDraft(draftOf(now.before))
    setOpen(!isOpen)
  }
  const put = (where: string) => {
    if (!terms) return
    keepChange(sessionStorage, { amends: inForce, terms })
    navigate(where)
  }
  return (
    <div className="stack">
      <p>
        <Button look="quiet" aria-expanded={isOpen} onPress={toggle}>
          {t(isOpen ? 'amend.close' : 'amend.open')}
        </Button>
      </p>
      {isOpen ? (
        <form
          className="card stack"
          onSubmit={event => event.preventDefault()}
          noValidate
          aria-label={t('amend.title')}
        >
          <CharterFields draft={draft} onChange={part => setDraft(held => ({ ...held, ...part }))} />
          <section className="stack" aria-labelledby="charter-changes" aria-live="polite">
            <h2 id="charter-changes">{t('amend.changes')}</h2>
            {isChanged ? <ChangeTable before={before} after={terms} /> : null}
            {terms && !isChanged ? <p className="soft">{t('amend.unchanged')}</p> : null}
            {terms ? null : <Notice title={t('amend.incomplete')} tone="warn" />}
          </section>
          {isStale ? <Overtaken /> : null}
          {isSteward ? (
            <ActButton
              act={signing}
              isDisabled={!isChanged || isStale}
              onPress={() => {
                if (terms) signing.mutate((acts, hand) => acts.draftChange(hand, { amends: inForce, terms }))
              }}
            >
              {t(before.threshold === 1 ? 'amend.signAlone' : 'amend.ask')}
            </ActButton>
          ) : (
            <p className="small soft">{t('amend.notSteward')}</p>
          )}
          <p className="row">
            <Button look="quiet" isDisabled={!isChanged || isStale} onPress={() => put(ROUTES.charterVote)}>
              {t('amend.put')}
            </Button>
            <Button look="quiet" isDisabled={!isChanged || isStale} onPress={() => put(CHARTER_INITIATIVE)}>
              {t('amend.gather')}
            </Button>
          </p>
        </form>
      ) : null}
    </div>
  )
}
