import type { setup as english } from '../en/setup.ts'
import type { Translated } from '../messages.ts'

export const setup: Translated<typeof english> = {
  'setup.title': 'Um grupo novo',
  'setup.about':
    'És tu que o fundas e és a primeira pessoa a administrá-lo. O que puseres aqui, o grupo pode mudar mais tarde.',
  'setup.noGroup': 'Este nó ainda não tem nenhum grupo.',
  'setup.noGroupNext': 'Abre a ligação que o nó mostrou ao arrancar: faz de ti a primeira pessoa a administrar.',
  'setup.done': 'Este nó já tem um grupo.',
  'setup.group': 'O grupo',
  'setup.name': 'Como se chama o grupo?',
  'setup.purpose': 'Para quê?',
  'setup.purposeHint': 'Uma ou duas frases. É o que quem chega lê primeiro.',
  'setup.language': 'Língua do grupo',
  'setup.place': 'Onde? (opcional)',
  'setup.placeHint':
    'Latitude e longitude como um mapa as mostra: 38.72, -9.14. Só fica guardado com cerca de 20 quilómetros de precisão.',
  'setup.placeBad': 'Dois números com uma vírgula no meio: 38.72, -9.14.',
  'setup.admission': 'Como se entra?',
  'setup.admission.invited.about': 'Os membros com direito a convidar fazem uma ligação.',
  'setup.admission.open.about': 'Pode entrar quem abrir esta página na vossa rede.',
  'setup.admission.approved.about': 'Quem pede espera pelo sim da administração.',
  'setup.admission.vouched.about': 'Quem pede espera até três membros responderem por essa pessoa.',
  'setup.reading': 'Quem pode ler propostas e resultados?',
  'setup.reading.members': 'Os membros',
  'setup.reading.anyone': 'Qualquer pessoa na rede',
  'setup.rollCall': 'Quem verá quem votou o quê?',
  'setup.rollCallHint': 'Uma votação pode esconder mais do que isto, nunca menos.',
  'setup.active': 'Quem conta para o quórum?',
  'setup.activeAll': 'Todos os membros',
  'setup.activeDays': {
    one: 'Quem fez alguma coisa no último dia',
    other: 'Quem fez alguma coisa nos últimos {count} dias',
  },
  'setup.you': 'Tu',
  'setup.founder': 'Como te chamam?',
  'setup.send': 'Fundar o grupo',
  'setup.sending': 'A fazer a tua chave e a assinar…',
  'setup.needName': 'O grupo precisa de um nome.',
  'setup.needFounder': 'Tu também precisas de um nome.',
}
