import { SelectField } from '../components/select-field.tsx'
import { useI18n } from '../i18n/i18n-context.tsx'
import { LANGUAGES } from '../i18n/languages.ts'

export function LanguageChoice() {
  const { t, language, speak } = useI18n()
  return (
    <SelectField
      label={t('me.language')}
      value={language.code}
      choices={LANGUAGES.map(({ code, name }) => [code, name] as const)}
      onChange={speak}
    />
  )
}
