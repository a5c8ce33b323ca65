export const newKey = {
  'newKey.now': {
    one: 'Its node has been given another key {count} time.',
    other: 'Its node has been given another key {count} times.',
  },
  'newKey.waiting': {
    one: '{count} entry waits to be handed in again.',
    other: '{count} entries wait to be handed in again.',
  },
  'newKey.waitingNext':
    'They were in this copy of its log and are not in the history that its stewards let stand. This node hands them in by itself.',
  'newKey.lost': { one: '{count} entry was not taken again.', other: '{count} entries were not taken again.' },
  'newKey.lostNext':
    'They had been acknowledged under the former key; the rules refuse them now. Whoever wrote them can do it anew.',
  'newKey.title': 'Is the federation’s node gone, or does it lie?',
  'newKey.about':
    'Its stewards give it another key and send a file. Handed in here once, it reaches every node of the federation.',
  'newKey.file': 'File of its stewards (handover.json)',
  'newKey.told': 'Every node of the federation hears of it from here.',
  'newKey.known': 'This was known here.',
  'refusal.node/bad-replacement': 'The new key is not what the stewards of the federation could have signed.',
  'refusal.node/bad-replacement.next': 'Ask them for the file that the last step wrote.',
  'refusal.node/too-few-signatures': 'Fewer stewards have signed than the charter asks for.',
  'refusal.node/too-few-signatures.next': 'Have more of them sign the file.',
  'refusal.node/too-many-keys':
    'The node of the federation has had so many keys that its members cannot be told of another one.',
  'refusal.node/too-many-keys.next': 'Found a federation anew and merge this one into it.',
} as const
