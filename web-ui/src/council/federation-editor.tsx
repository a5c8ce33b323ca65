import { useState } from 'react'
import { sameTerms } from '../../../protocol/group/amending.ts'
import type { CharterTerms } from '../../../protocol/group/charter.ts'
import { ChangeTable } from '../charter/change-table.tsx'
import { Overtaken } from '../charter/overtaken.tsx'
import { ActButton } from '../components/act-button.tsx'
import { Button } from '../components/button.tsx'
import { Field } from '../components/field.tsx'
import { Notice } from '../components/states.tsx'
import { useI18n } from '../i18n/i18n-context.tsx'
import { draftOfFederation, type FederationTerms, termsOfFederation } from './federation-draft.ts'
import { FederationFields } from './federation-fields.tsx'
import { MOVED, useMoving } from './use-moving.ts'

const OPEN_MS = 3 * 86_400_000

type Props = { readonly federation: string; readonly inForce: string; readonly before: CharterTerms }

/** For a delegate: writes another charter upon the one in force, and puts it to the council. */
export function FederationEditor(props: Props) {
  const { t } = useI18n()
  const [isOpen, setOpen] = useState(false)
  const { federation } = props.before
  if (!federation) return null
  return (
    <div className="stack">
      <p>
        <Button look="quiet" aria-expanded={isOpen} onPress={() => setOpen(!isOpen)}>
          {t(isOpen ? 'amend.close' : 'amend.open')}
        </Button>
      </p>
      {isOpen ? <EditorForm {...props} terms={federation} onDone={() => setOpen(false)} /> : null}
    </div>
  )
}

function EditorForm({ onDone, ...now }: Props & { terms: FederationTerms; onDone(): void }) {
  const { t } = useI18n()
  /** The charter that somebody began to write upon. */
  const [{ federation, inForce, before, terms: held }] = useState(now)
  const [draft, setDraft] = useState(() => draftOfFederation(before, held))
  const [why, setWhy] = useState('')
  const act = useMoving(MOVED, onDone)
  const terms = termsOfFederation(before, held, draft)
  const isStale = now.inForce !== inForce
  const isChanged = terms !== undefined && !sameTerms(terms, before)
  const move = () => {
    if (!terms) return
    const words = { federation, title: t('amend.voteTitle'), text: why.trim(), closesAtMs: Date.now() + OPEN_MS }
    act.mutate((acts, hand) => acts.moveChange(hand, { ...words, amends: inForce, terms }))
  }
  return (
    <form className="card stack" onSubmit={event => event.preventDefault()} noValidate aria-label={t('amend.title')}>
      <FederationFields
        federation={federation}
        named={before.stewards}
        draft={draft}
        onChange={part => setDraft(current => ({ ...current, ...part }))}
      />
      <section className="stack" aria-labelledby="federation-changes" aria-live="polite">
        <h3 id="federation-changes">{t('amend.changes')}</h3>
        {isChanged ? <ChangeTable before={before} after={terms} /> : null}
        {terms && !isChanged ? <p className="soft">{t('amend.unchanged')}</p> : null}
        {terms ? null : <Notice title={t('amend.incomplete')} tone="warn" />}
      </section>
      <Field label={t('amend.why')} value={why} onChange={setWhy} maxLength={20_000} lines={3} />
      <p className="small soft">{t('motions.amendAbout')}</p>
      {isStale ? <Overtaken /> : null}
      <ActButton act={act} isDisabled={!isChanged || isStale} onPress={move}>
        {t('motions.amendSend')}
      </ActButton>
    </form>
  )
}
