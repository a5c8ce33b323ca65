import type { council as english } from '../en/council.ts'
import type { Translated } from '../messages.ts'

export const council: Translated<typeof english> = {
  'council.title': 'El consejo',
  'council.filled': '{filled} de {count} puestos ocupados',
  'council.vacant': 'Nadie se sienta por este grupo',
  'council.former': 'Mandatos anteriores',
  'council.from': 'desde el {when}',
  'council.elected': 'por elección del grupo',
  'council.state.to-come': 'Por empezar',
  'council.state.over': 'Mandato terminado',
  'council.state.replaced': 'Sustituido',
  'council.state.recalled': 'Revocado',
  'council.seat': 'Enviar un delegado al consejo…',
  'council.replace': 'Enviar otro delegado…',
  'council.recall': 'Revocar a {name}…',
  'council.recallNow': 'Revocar',
  'council.whom': 'Quién se sienta por nosotros',
  'council.choose': 'Elige un miembro',
  'council.needWhom': 'Elige a quién envías.',
  'council.about': 'El nombre y el mandato los ven todos los grupos de la federación. Empieza ahora y termina solo.',
  'council.send': 'Enviarlo',
  'council.backed': '{backed} de {needed} delegados quieren que salga',
  'council.expelHint': 'Sale cuando lo quieren los delegados de más de la mitad de los grupos.',
  'council.ofElection': 'Un puesto en el consejo de',
  'council.ofNone': 'Ninguno',
}
