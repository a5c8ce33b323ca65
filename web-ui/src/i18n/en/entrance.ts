export const entrance = {
  'welcome.title': 'Welcome to {name}',
  'welcome.join': 'Join',
  'welcome.have': 'I have a key already',
  'welcome.closed': 'You join by invitation: ask a member of the group for a link.',

  'admission.open': 'Open to everybody',
  'admission.invited': 'By invitation',
  'admission.vouched': 'Vouched for by members',
  'admission.approved': 'Admitted by a steward',

  'join.title': 'Join {name}',
  'join.about': 'It takes half a minute: no e-mail, no password.',
  'join.name': 'What are you called here?',
  'join.nameHint': 'The name your neighbours know.',
  'join.send': 'Make my key and join',
  'join.sending': 'Making your key and signing…',
  'join.needName': 'Write a name.',
  'join.invited': 'You are invited.',
  'join.badLink': 'This invitation link is incomplete.',
  'join.badLinkNext': 'Open it again exactly as you got it, or ask for a new one.',
  'join.pending': 'You asked to join.',
  'join.pendingNext': 'The group decides; this page shows when you are in.',
  'join.already': 'You are in already.',

  'phrase.title': 'Write these 24 words on paper',
  'phrase.about':
    'They are your key. If this device is lost, they bring you back; whoever has them can sign as you. They are shown once now, and later under “Me”.',
  'phrase.done': 'I have written them down',
  'phrase.later': 'Later',

  'restore.title': 'Bring my key to this device',
  'restore.words': 'Your 24 words',
  'restore.wordsHint': 'In order, with spaces between them.',
  'restore.send': 'Bring it back',
  'restore.bad': 'These are not 24 words of a recovery phrase.',
  'restore.badNext': 'Check the spelling and the order.',
  'restore.replaces': 'There is a key on this device already. It would be replaced.',
  'leaving.title': 'You are no longer a member',
  'leaving.votes':
    'These votes opened while you were one: in them you may still vote, and change your vote, until they close.',

  'leave.was': 'I was a member here',
  'leave.wasAbout':
    'If you were removed, your name still stands in the group. Sign that you leave, and it goes from every page.',
  'leave.take': 'Take my name along',
  'leave.taken': 'Your name is gone from the group’s pages.',
} as const
