import { isRefusal, type Refusal } from '../refusal.ts'
import { ballotOfMeta } from './ballot-of-meta.ts'
import type { PabulibInstance } from './instance.ts'
import { metaWhole, readMeta } from './meta.ts'
import { readProjects } from './projects.ts'
import { readSections } from './section.ts'
import { readVotes } from './votes.ts'

/**
 * Reads a participatory budget in the pabulib format (https://pabulib.org/format): the text of a `.pb` file, with or
 * without a byte order mark, any line endings, any columns besides the necessary ones.
 * What is wrong is refused as `pabulib/bad` with `line` and `problem`: a project or voter twice, a vote for an unknown
 * project or outside the limits of META, points that are not whole or do not fit, numbers of votes or projects that
 * META states otherwise.
 */
export function readPabulib(text: string): PabulibInstance | Refusal {
  const sections = readSections(text)
  if (isRefusal(sections)) return sections
  const meta = readMeta(sections.META)
  if (isRefusal(meta)) return meta
  const money = readProjects(sections.PROJECTS, meta)
  if (isRefusal(money)) return money
  const stated = ballotOfMeta(meta, money.projects.length)
  if (isRefusal(stated)) return stated
  const threshold = metaWhole(meta, 'min_project_score_threshold')
  if (isRefusal(threshold)) return threshold
  const votes = readVotes(sections.VOTES, meta, stated, new Set(money.projects.map(({ id }) => id)))
  if (isRefusal(votes)) return votes
  return {
    meta: Object.fromEntries([...meta].map(([key, { value }]) => [key, value])),
    rule: meta.get('rule')?.value ?? '',
    threshold,
    ...money,
    ...votes,
  }
}
