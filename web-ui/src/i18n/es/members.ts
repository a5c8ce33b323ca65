import type { members as english } from '../en/members.ts'
import type { Translated } from '../messages.ts'

export const members: Translated<typeof english> = {
  'members.title': 'Miembros',
  'members.count': { one: '{count} miembro', other: '{count} miembros' },
  'members.none': 'No hay miembros que mostrar.',
  'members.pending': 'A la espera de ser admitidos',
  'members.you': 'tú',
  'members.since': 'desde el {when}',
  'members.admit': 'Admitir',
  'members.admitting': 'Admitiendo …',
  'members.vouch': 'Respondo por esta persona',
  'members.vouched': 'Has respondido por esta persona. Hacen falta más.',
  'members.invite': 'Invitar a alguien',
  'members.inviteAbout': 'Hace un enlace que admite a quien lo abra. Envíalo solo a quien quieras.',
  'members.inviteRole': 'Entra como',
  'members.inviteUses': '¿Cuántas personas pueden usarlo?',
  'members.inviteValid': 'Válido durante',
  'members.inviteMake': 'Hacer el enlace',
  'members.inviteMaking': 'Firmando …',
  'members.inviteLink': 'El enlace',
  'members.inviteLinkAbout': 'Quien lo abra hace una clave en su propio dispositivo y ya está dentro.',
  'members.inviteHere': 'Este enlace lleva a «{host}», y otros dispositivos no pueden abrirlo.',
  'members.inviteHereNext': 'Abre la página con la dirección de red del nodo e invita desde allí.',

  'role.guest': 'Invitado',
  'role.newcomer': 'Recién llegado',
  'role.member': 'Miembro',
  'role.moderator': 'Moderación',
  'role.delegate': 'Portavoz',
  'role.steward': 'Administración',
}
