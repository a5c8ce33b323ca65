import type { council as english } from '../en/council.ts'
import type { Translated } from '../messages.ts'

export const council: Translated<typeof english> = {
  'council.title': 'O conselho',
  'council.filled': '{filled} de {count} lugares ocupados',
  'council.vacant': 'Ninguém se senta por este grupo',
  'council.former': 'Mandatos anteriores',
  'council.from': 'desde {when}',
  'council.elected': 'eleito pelo grupo',
  'council.state.to-come': 'Por começar',
  'council.state.over': 'Mandato terminado',
  'council.state.replaced': 'Substituído',
  'council.state.recalled': 'Revogado',
  'council.seat': 'Enviar um delegado ao conselho…',
  'council.replace': 'Enviar outro delegado…',
  'council.recall': 'Revogar {name}…',
  'council.recallNow': 'Revogar',
  'council.whom': 'Quem se senta por nós',
  'council.choose': 'Escolhe um membro',
  'council.needWhom': 'Escolhe quem envias.',
  'council.about': 'O nome e o mandato são vistos por todos os grupos da federação. Começa agora e termina por si.',
  'council.send': 'Enviá-lo',
  'council.backed': '{backed} de {needed} delegados querem que saia',
  'council.expelHint': 'Sai quando o querem os delegados de mais de metade dos grupos.',
  'council.ofElection': 'Um lugar no conselho de',
  'council.ofNone': 'Nenhum',
}
