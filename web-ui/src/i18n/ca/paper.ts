import type { paper as english } from '../en/paper.ts'
import type { Translated } from '../messages.ts'

/** Votacions en paper. */
export const paper: Translated<typeof english> = {
  'paper.title': 'En paper',
  'paper.offer': 'Es pot votar en paper',
  'paper.nobody': 'De moment ningú no vota en paper.',
  'paper.issued': { one: '{count} membre vota en paper.', other: '{count} membres voten en paper.' },
  'paper.mine': 'Votes en paper: t’han donat una papereta.',
  'paper.mineNext': 'Torna-la sense fer servir si prefereixes votar aquí.',
  'paper.ask': 'Prefereixes votar en paper? Demana una papereta a una persona administradora abans de votar.',
  'paper.keying':
    'S’estan comptant les paperetes, fins al {when} com a màxim: {agreed} coincideixen, {open} encara no.',
  'paper.over': 'La votació s’ha acabat. S’estan comptant les paperetes.',
  'paper.sheets': 'Paperetes per imprimir',
  'paper.printed': 'Impreses fins ara: {count}. Imprimeix-ne més de les que calen, i cap dues vegades.',
  'paper.make': 'Fes paperetes',
  'paper.print': { one: 'Imprimeix {count} papereta', other: 'Imprimeix {count} paperetes' },
  'paper.printOnce': 'Imprimeix-les ara: els números no es tornen a mostrar.',
  'paper.voter': 'Qui vota en paper?',
  'paper.choose': 'Tria un membre',
  'paper.hand': 'Dona una papereta',
  'paper.takeBack': 'Recull la papereta sense fer servir',
  'paper.handed': '{name} vota en paper. Serveix qualsevol papereta.',
  'paper.taken': '{name} ja no té papereta. Estripa-la.',
  'paper.keyIn': 'Entra paperetes',
  'paper.serial': 'Número de la papereta',
  'paper.marks': 'Què hi ha marcat',
  'paper.marks.vote': 'El número de la línia; - per a una papereta nul·la.',
  'paper.marks.approve': 'Els números de les línies, com ara 1 4; - per a una papereta nul·la.',
  'paper.marks.points': 'Línia i punts, com ara 1=5 3=2; - per a una papereta nul·la.',
  'paper.marks.rank': 'Les línies de la millor en avall, com ara 2 1 3; - per a una papereta nul·la.',
  'paper.marks.tiers':
    'Les línies de la millor en avall, les iguals unides, com ara 2 1=3; - per a una papereta nul·la.',
  'paper.marksWrong': 'Això no són marques d’aquesta papereta.',
  'paper.spoilt': 'nul·la',
  'paper.key': 'Entra-la',
  'paper.keyed': 'Entrada: {said}',
  'paper.once': 'L’ha llegida una persona',
  'paper.onceMine': 'L’has llegida tu; encara l’ha de llegir algú altre',
  'paper.differ': 'Les lectures no coincideixen: torna a mirar la papereta',
  'paper.how.vote': 'Fes una sola creu.',
  'paper.how.approve': 'Fes una creu al costat de cada opció que triïs.',
  'paper.how.points': 'Escriu punts al costat de les opcions; cap val per 0.',
  'paper.how.rank':
    'Numera les opcions: 1 al costat de la millor, 2 al costat de la següent. Deixa en blanc el que no vulguis.',
  'paper.how.tiers':
    'Numera les opcions: 1 al costat de la millor. Les que són igual de bones porten el mateix número.',
  'paper.sheetFoot':
    'Entrega-la abans del {when}. El número és a l’atzar i no diu res de tu. No hi escriguis el teu nom.',
  'paper.ofThese': '{counted} d’aquests, en paper',
  'paper.handedOut': { one: '{count} papereta donada', other: '{count} paperetes donades' },
  'paper.countSpoilt': { one: '{count} nul·la', other: '{count} nul·les' },
  'paper.countUnsettled': '{count} sense acord',
}
