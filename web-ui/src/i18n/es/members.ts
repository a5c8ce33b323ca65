import type { members as english } from '../en/members.ts'
import type { Translated } from '../messages.ts'

export const members: Translated<typeof english> = {
  'members.title': 'Miembros',
  'members.count': { one: '{count} miembro', other: '{count} miembros' },
  'members.none': 'No hay miembros que mostrar.',
  'members.pending': 'A la espera de ser admitidos',
  'members.you': 'Tú',
  'members.since': 'desde el {when}',
  'members.admit': 'Admitir',
  'members.admitting': 'Admitiendo…',
  'members.vouch': 'Respondo por esta persona',
  'members.vouched': 'Has respondido por esta persona. Hacen falta más.',
  'vouch.progress': {
    one: 'ha respondido {vouchers} de {count} miembro',
    other: 'han respondido {vouchers} de {count} miembros',
  },
  'vouch.ask': 'Pide a los miembros que te conocen que respondan por ti: encuentran «{name}» en su página de miembros.',
  'vouch.mine': 'Por quién respondo',
  'vouch.free': {
    one: 'Ahora puedes responder por {count} persona más; puedes tener {open} abiertas a la vez.',
    other: 'Ahora puedes responder por {count} personas más; puedes tener {open} abiertas a la vez.',
  },
  'vouch.noneFree': 'Tienes abiertas las {open}; podrás volver a responder el {when}.',
  'vouch.takenUntil': 'abierta hasta el {when}, o hasta que entre',
  'vouch.forCause': 'excluida con motivo',
  'vouch.about':
    'Responde solo por quien conoces: si alguien es excluido por algo que ha hecho, pierdes una plaza durante {time}.',
  'members.invite': 'Invitar a alguien',
  'members.inviteAbout': 'Hace un enlace que admite a quien lo abra. Envíalo solo a quien quieras.',
  'members.inviteRole': 'Entra como',
  'members.inviteUses': '¿Cuántas personas pueden usarlo?',
  'members.inviteValid': 'Válido durante',
  'members.inviteMake': 'Hacer el enlace',
  'members.inviteMaking': 'Firmando…',
  'members.inviteLink': 'El enlace',
  'members.inviteLinkAbout': 'Quien lo abra hace una clave en su propio dispositivo y ya está dentro.',
  'members.inviteHere': 'Este enlace lleva a «{host}», y otros dispositivos no pueden abrirlo.',
  'members.inviteHereNext': 'Abre la página con la dirección de red del nodo y hazlo allí.',

  'role.guest': 'Invitado',
  'role.newcomer': 'Recién llegado',
  'role.member': 'Miembro',
  'role.moderator': 'Moderación',
  'role.delegate': 'Portavoz',
  'role.steward': 'Administración',
}
