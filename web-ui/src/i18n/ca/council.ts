import type { council as english } from '../en/council.ts'
import type { Translated } from '../messages.ts'

export const council: Translated<typeof english> = {
  'council.title': 'El consell',
  'council.filled': '{filled} de {count} llocs ocupats',
  'council.vacant': 'Ningú no hi seu per aquest grup',
  'council.former': 'Mandats anteriors',
  'council.from': 'des del {when}',
  'council.elected': 'per elecció del grup',
  'council.state.to-come': 'Per començar',
  'council.state.over': 'Mandat acabat',
  'council.state.replaced': 'Substituït',
  'council.state.recalled': 'Revocat',
  'council.seat': 'Enviar un delegat al consell…',
  'council.replace': 'Enviar un altre delegat…',
  'council.recall': 'Revocar {name}…',
  'council.recallNow': 'Revocar',
  'council.whom': 'Qui hi seu per nosaltres',
  'council.choose': 'Tria un membre',
  'council.needWhom': 'Tria a qui envies.',
  'council.about': 'El nom i el mandat els veuen tots els grups de la federació. Comença ara i s’acaba tot sol.',
  'council.send': 'Enviar-lo',
  'council.backed': '{backed} de {needed} delegats volen que marxi',
  'council.expelHint': 'Marxa quan ho volen els delegats de més de la meitat dels grups.',
  'council.ofElection': 'Un lloc al consell de',
  'council.ofNone': 'Cap',
}
