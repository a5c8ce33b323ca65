import type { methods as english } from '../en/methods.ts'
import type { Translated } from '../messages.ts'

export const methods: Translated<typeof english> = {
  'method.majority': 'Maioria',
  'method.supermajority': 'Maioria qualificada',
  'method.supermajority.of': 'Maioria qualificada de {share}',
  'method.consensus': 'Consenso',
  'method.consensus.of': 'Consenso de {share}',
  'method.approval': 'Aprovação',
  'method.score': 'Pontuação',
  'method.consent': 'Consentimento',
  'method.star': 'Pontuação e segunda volta (STAR)',
  'method.majority-judgment': 'Julgamento maioritário',
  'method.irv': 'Segunda volta instantânea',
  'method.stv': 'Voto único transferível',
  'method.schulze': 'Método Schulze',
  'method.copeland': 'Método Copeland',
  'method.quadratic': 'Voto quadrático',
  'method.budget': 'Orçamento',
  'method.majority.about': 'Mais a favor do que contra. As abstenções só contam para o quórum.',
  'method.supermajority.about': 'Pelo menos {share} dos votos a favor ou contra têm de ser a favor.',
  'method.consensus.about':
    'Pelo menos {share} dos votos a favor ou contra têm de ser a favor, e nenhuma objeção pode ser acolhida.',
  'method.approval.about': 'Cada pessoa marca o que lhe parece bem; ganha o mais marcado.',
  'method.score.about': 'Cada pessoa dá pontos; ganha a soma mais alta.',
  'method.consent.about': 'É aprovada se nenhuma objeção ficar de pé.',
  'method.star.about': 'Cada pessoa dá pontos; das duas opções com mais pontos ganha a que mais gente põe à frente.',
  'method.majority-judgment.about': 'Cada pessoa avalia cada opção; ganha a melhor nota mediana.',
  'method.irv.about': 'Cada pessoa ordena as opções; tira-se a última, ronda a ronda, até uma ter mais de metade.',
  'method.stv.about':
    'Cada pessoa ordena as opções; os lugares repartem-se em proporção e o que sobra a uma vencedora passa à seguinte.',
  'method.schulze.about':
    'Cada pessoa ordena as opções; ganha a que se prefere a cada uma das outras, diretamente ou através de outras.',
  'method.copeland.about': 'Cada pessoa ordena as opções; ganha a que vence mais das outras uma a uma.',
  'method.quadratic.about':
    'Cada pessoa gasta créditos em votos: um custa 1, dois custam 4, três custam 9. Ganha o que tem mais votos.',
  'method.budget.about': 'Pagam-se os projetos com mais apoio até acabar o dinheiro.',
}
