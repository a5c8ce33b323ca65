export const frame = {
  'app.name': 'Comunal',
  'app.skip': 'Skip to the content',
  'app.menu': 'Main',
  'app.loading': 'One moment …',
  'app.notFound': 'There is nothing here',
  'app.notFoundNext': 'The page may have moved, or the link is incomplete.',
  'app.toStart': 'To the start',
  'app.back': 'Back',
  'app.tryAgain': 'Try again',
  'app.failed': 'That did not work',

  'nav.decide': 'Decide',
  'nav.federation': 'Federation',
  'nav.offers': 'Offers',
  'nav.members': 'Members',
  'nav.me': 'Me',

  'link.broken': 'The connection is broken; what you wrote is kept.',
  'kept.since': 'You see what this device read {when}.',
  'link.waiting': { one: 'One thing is waiting to be sent.', other: '{count} things are waiting to be sent.' },
  'link.node': 'The node cannot be reached.',
  'link.nodeNext': 'Check that this device is on the same network. The page tries again by itself.',

  'time.closes': 'Closes {when}',
  'time.closed': 'Closed {when}',
  'time.closedEarly': 'Closed early',
  'time.opening': 'Being opened',
} as const
