import { Type } from 'typebox'
import { nullable, oneOf, TimeMs } from './shared.ts'

export const FoundView = Type.Object({
  type: oneOf(
    'proposal',
    'decision',
    'draft',
    'argument',
    'member',
    'offer',
    'election',
    'initiative',
    'draw',
    'federation-proposal',
    'verdict',
    'bulletin',
    'task',
    'amendment',
    'objection',
    'evaluation',
    'panel',
    'veto',
    'seat',
    'motion',
    'group-joined',
    'group-left',
    'expulsion',
    'group-expelled',
    'merger',
    'fork',
  ),
  target: Type.String({
    description:
      'The id of what it belongs to: the vote, draft or draw where it is seen; of a member their key; of a group or federation its own id.',
  }),
  title: Type.String(),
  excerpt: Type.String({ description: 'Plain text around the words.' }),
  byName: nullable(Type.String()),
  position: Type.Integer({ minimum: 0, description: 'In the order in which entries came to this node.' }),
  atMs: TimeMs,
})
