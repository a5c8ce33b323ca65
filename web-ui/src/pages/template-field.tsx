import { useState } from 'react'
import { TEMPLATE_LANGUAGES, TEMPLATES, templateById } from '../../../protocol/life/templates.ts'
import { formatRational } from '../../../protocol/rational.ts'
import { SelectField } from '../components/select-field.tsx'
import { useI18n } from '../i18n/i18n-context.tsx'
import { emptyDraft, type ProposalDraft } from '../proposal-draft.ts'

/** How proposals of a kind usually begin; choosing one fills the fields, to be gone on from. */
export function TemplateField({ onChange }: { onChange(part: Partial<ProposalDraft>): void }) {
  const { t, language } = useI18n()
  const [chosen, setChosen] = useState('')
  const spoken = TEMPLATE_LANGUAGES.find(code => code === language.code) ?? 'en'
  const choose = (id: string) => {
    setChosen(id)
    const template = templateById(id)
    if (!template) return
    const { title, text, method, threshold, quorum, hours, evaluatesAfterDays } = template
    onChange({
      title: title[spoken],
      text: text[spoken],
      method,
      threshold: threshold ? formatRational(threshold) : emptyDraft.threshold,
      quorum: formatRational(quorum),
      hours: String(hours),
      evaluatesAfterDays: evaluatesAfterDays === null ? '' : String(evaluatesAfterDays),
    })
  }
  return (
    <SelectField
      label={t('new.template')}
      value={chosen}
      choices={[['', t('new.templateNone')] as const, ...TEMPLATES.map(({ id, name }) => [id, name[spoken]] as const)]}
      onChange={choose}
    />
  )
}
