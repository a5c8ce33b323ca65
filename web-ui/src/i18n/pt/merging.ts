import type { merging as english } from '../en/merging.ts'
import type { Translated } from '../messages.ts'

export const merging: Translated<typeof english> = {
  'merging.title': 'Fundir-se com outra federação',
  'merging.about':
    'Uma federação funde-se noutra quando os grupos de ambas aceitam as mesmas condições. Os seus grupos continuam na outra com os pesos acordados.',
  'merging.invite': '1. A que continua convida',
  'merging.inviteAbout': 'Dá o texto à administração da federação que se fundiria nesta.',
  'merging.inviteMake': 'Mostrar o texto',
  'merging.drawUp': '2. A que se funde redige as condições',
  'merging.invitation': 'Texto da outra federação',
  'merging.invitationBad': 'Não é esse texto: começa com «comunal-merge-into:».',
  'merging.weightOf': 'Peso de {name} lá',
  'merging.drawUpNow': 'Redigir as condições',
  'merging.termsAbout': 'Dá as condições à outra federação: ambas propõem exatamente estas aos seus grupos.',
  'merging.propose': '3. Ambas propõem as condições aos seus grupos',
  'merging.proposeAbout': 'Os grupos votam durante três dias.',
  'merging.terms': 'Condições',
  'merging.termsBad': 'Não são condições: começam com «comunal-merge:».',
  'merging.question': 'Fundir {from} em {into}?',
  'merging.finish': '4. Quando ambas tiverem aceitado',
  'merging.evidence': 'Provas da decisão da outra federação',
  'merging.finishAbout':
    'A outra federação guarda-as a partir da página do veredicto. Aqui são verificadas até ao último boletim antes de se fazer seja o que for.',
  'merging.in': 'Já estão aqui: {names}',
  'merging.notIn': 'Não puderam entrar: {names}',
  'merging.ended': 'Fundida em {name}',
  'merging.endedNext': 'O seu registo terminou em {when}. Os seus grupos continuam lá.',
  'merging.tookIn': '{name} fundiu-se nesta federação em {when}.',
  'merging.becomes': '{from} fundir-se-ia em {into}. Entram estes grupos:',
  'refusal.merge/bad-terms': 'Não são condições com que as duas federações se possam fundir.',
  'refusal.merge/bad-terms.next': 'Redige-as de novo na federação que se funde: têm de nomear todos os seus grupos.',
  'refusal.merge/contested': 'Há um veto por resolver na federação que se funde, e o seu registo acabaria com ele.',
  'refusal.merge/contested.next': 'Espera que o veto seja retirado, que haja acordo ou que se vote de novo.',
  'refusal.merge/ended': 'A federação fundiu-se noutra; o seu registo terminou.',
  'refusal.merge/other-terms': 'A outra federação decidiu outras condições.',
  'refusal.merge/other-terms.next': 'Propõe exatamente as mesmas condições a ambas.',
  'refusal.merge/still-member':
    'A federação que se funde é membro de outra, que lhe perguntaria em vão quando o seu registo tiver acabado.',
  'refusal.merge/still-member.next': 'Sai primeiro dessa federação; a que continua pode entrar nela.',
  'refusal.merge/undecided': 'Para se fundirem é precisa a decisão de ambas as federações.',
  'refusal.merge/undecided.next': 'Espera que os grupos de ambas tenham aceitado as condições.',
  'refusal.merge/unwitnessed':
    'Uma das decisões de fusão ainda não tem tantas testemunhas como a carta pede, e até lá não vincula.',
  'refusal.merge/unwitnessed.next':
    'Espera que se liguem mais nós dos seus grupos e entrega as provas tal como estiverem então.',
}
