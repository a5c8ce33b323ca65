import type { Client } from '../node/client/client.ts'
import type { GroupInfo } from '../node/client/shapes.ts'
import { TEMPLATE_LANGUAGES, TEMPLATES, type Template, type TemplateLanguage } from '../protocol/life/templates.ts'
import type { MethodOptions } from './method-options.ts'
import type { Quorum } from './read-option.ts'

/** What a command takes from a template where its options do not say. */
export type FromTemplate = MethodOptions & { title?: string; text?: string; quorum?: Quorum; evaluate?: number }

const DAY_MS = 86_400_000

/** Templates that a command line can fill: the projects of a budget with their costs are written on the page. */
export const COMMAND_TEMPLATES: readonly string[] = TEMPLATES.filter(({ method }) => method !== 'budget').map(
  ({ id }) => id,
)

/** The options with what the template says under them, in the first language of the group that templates speak. */
export async function withTemplate<T extends FromTemplate>(
  client: Client,
  template: Template,
  options: T,
): Promise<T & FromTemplate> {
  const { languages } = await client.get<GroupInfo>('/group')
  const language = languages.map(readLanguage).find(spoken => spoken !== undefined) ?? 'en'
  const { method, threshold, quorum, evaluatesAfterDays } = template
  const usual: FromTemplate = {
    title: template.title[language],
    text: template.text[language],
    method,
    quorum: { quorum },
    ...(threshold ? { threshold } : {}),
    ...(evaluatesAfterDays === null ? {} : { evaluate: evaluatesAfterDays * DAY_MS }),
  }
  return { ...usual, ...options }
}

function readLanguage(code: string): TemplateLanguage | undefined {
  return TEMPLATE_LANGUAGES.find(language => code === language || code.startsWith(`${language}-`))
}
