import type { ballots as english } from '../en/ballots.ts'
import type { Translated } from '../messages.ts'

export const ballots: Translated<typeof english> = {
  'ranking.ranked': 'A tua ordem',
  'ranking.hint':
    'Arrasta as opções para a tua ordem, a melhor primeiro; ou move-as com as teclas de seta ou os botões.',
  'ranking.hintShared':
    'Arrasta as opções para a tua ordem, a melhor primeiro; larga uma sobre outra para as igualar. As setas e os botões fazem o mesmo.',
  'ranking.none': 'Ainda não há nada ordenado.',
  'ranking.left': 'Sem lugar, contam abaixo de todas as outras:',
  'ranking.full': { one: 'O único lugar está ocupado:', other: 'Os {count} lugares estão ocupados:' },
  'ranking.handle': 'Mover: {place}',
  'ranking.said': '{option}: lugar {place} de {count}',
  'ranking.saidWith': '{option}: lugar {place} de {count}, a par de {others}',
  'ranking.saidOut': '{option}: sem lugar',
  'ranking.up': 'Subir {option}',
  'ranking.down': 'Descer {option}',
  'ranking.out': 'Tirar {option} da ordem',
  'ranking.add': 'Dar o lugar seguinte a {option}',

  'ballot.stars': { one: '{count} estrela', other: '{count} estrelas' },
  'ballot.votesCost': { one: '{count} voto · custa {cost}', other: '{count} votos · custam {cost}' },
  'ballot.left': 'Restam {left}',
  'ballot.overCredits': 'Isso custaria {wants} créditos para «{option}»; restam {left}.',
  'ballot.overPoints': 'Isso seriam {wants} pontos para «{option}»; restam {left}.',
  'ballot.overBudget': '{over} mais do que há',
  'ballot.overBudgetAbout':
    'Podes marcar mais do que se pode pagar: financia-se o que mais gente marca, enquanto houver dinheiro.',

  'consent.for': 'Consinto',
  'consent.against': 'Oponho-me',
  'consent.abstain': 'Ponho-me de lado',
  'consent.objecting': 'Uma objeção diz o que prejudicaria o grupo. Enquanto se mantém, a proposta não passa.',
  'consent.withoutVote': 'Opor-se sem votar',
  'consent.back': 'Não, voltar',

  'grade.reject': 'A rejeitar',
  'grade.poor': 'Insuficiente',
  'grade.passable': 'Suficiente',
  'grade.fair': 'Aceitável',
  'grade.good': 'Bom',
  'grade.veryGood': 'Muito bom',
  'grade.excellent': 'Excelente',
  'grade.number': 'Nota {grade} de {best}',
}
