export const councilHome = {
  'home.waits': 'Waiting for the council',
  'home.nothing': 'Nothing is waiting for the council now.',
  'home.away': {
    one: 'One node has not been there for a day: {names}',
    other: '{count} nodes have not been there for a day: {names}',
  },
  'home.lost': {
    one: 'One entry was lost when our node was replaced: {name}',
    other: '{count} entries were lost when our node was replaced: {name}',
  },
  'home.handIn': 'Entries of the former node wait to be handed in: {name}',
  'home.vacant': {
    one: 'Nobody sits on the council for {names}',
    other: '{count} groups have nobody on the council: {names}',
  },
} as const
