import type { ballots as english } from '../en/ballots.ts'
import type { Translated } from '../messages.ts'

export const ballots: Translated<typeof english> = {
  'ranking.ranked': 'El teu ordre',
  'ranking.hint':
    'Arrossega les opcions al teu ordre, la millor primer; o mou-les amb les tecles de fletxa o els botons.',
  'ranking.hintShared':
    'Arrossega les opcions al teu ordre, la millor primer; deixa’n una sobre una altra per posar-les igual. Les fletxes i els botons fan el mateix.',
  'ranking.none': 'Encara no hi ha res ordenat.',
  'ranking.left': 'Sense lloc, compten per sota de totes les altres:',
  'ranking.full': { one: 'L’únic lloc ja és ocupat:', other: 'Tots {count} llocs ja són ocupats:' },
  'ranking.handle': 'Mou: {place}',
  'ranking.said': '{option}: lloc {place} de {count}',
  'ranking.saidWith': '{option}: lloc {place} de {count}, igual que {others}',
  'ranking.saidOut': '{option}: sense lloc',
  'ranking.up': 'Puja {option}',
  'ranking.down': 'Baixa {option}',
  'ranking.out': 'Treu {option} de l’ordre',
  'ranking.add': 'Dona el lloc següent a {option}',

  'ballot.stars': { one: '{count} estrella', other: '{count} estrelles' },
  'ballot.votesCost': { one: '{count} vot · costa {cost}', other: '{count} vots · costen {cost}' },
  'ballot.left': 'En queden {left}',
  'ballot.overCredits': 'Això costaria {wants} crèdits per a «{option}»; en queden {left}.',
  'ballot.overPoints': 'Això serien {wants} punts per a «{option}»; en queden {left}.',
  'ballot.overBudget': '{over} més del que hi ha',
  'ballot.overBudgetAbout':
    'Pots marcar més del que es pot pagar: es finança el que més gent marca, mentre hi hagi diners.',

  'consent.for': 'Hi consento',
  'consent.against': 'M’hi oposo',
  'consent.abstain': 'Em faig a un costat',
  'consent.objecting': 'Una objecció diu què perjudicaria el grup. Mentre es manté, la proposta no s’aprova.',
  'consent.withoutVote': 'Objecta sense votar',
  'consent.back': 'No, torna enrere',

  'grade.reject': 'A rebutjar',
  'grade.poor': 'Insuficient',
  'grade.passable': 'Suficient',
  'grade.fair': 'Acceptable',
  'grade.good': 'Bé',
  'grade.veryGood': 'Molt bé',
  'grade.excellent': 'Excel·lent',
  'grade.number': 'Nota {grade} de {best}',
}
