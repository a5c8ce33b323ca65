import type { members as english } from '../en/members.ts'
import type { Translated } from '../messages.ts'

export const members: Translated<typeof english> = {
  'members.title': 'Membres',
  'members.count': { one: '{count} membre', other: '{count} membres' },
  'members.none': 'No hi ha membres per mostrar.',
  'members.pending': 'Esperant que els admetin',
  'members.you': 'tu',
  'members.since': 'des del {when}',
  'members.admit': 'Admetre',
  'members.admitting': 'S’està admetent …',
  'members.vouch': 'Responc per aquesta persona',
  'members.vouched': 'Has respost per aquesta persona. En calen més.',
  'members.invite': 'Convidar algú',
  'members.inviteAbout': 'Fa un enllaç que admet qui l’obri. Envia’l només a qui vulguis.',
  'members.inviteRole': 'Entra com a',
  'members.inviteUses': 'Quantes persones el poden fer servir?',
  'members.inviteValid': 'Vàlid durant',
  'members.inviteMake': 'Fer l’enllaç',
  'members.inviteMaking': 'S’està signant …',
  'members.inviteLink': 'L’enllaç',
  'members.inviteLinkAbout': 'Qui l’obre fa una clau al seu propi dispositiu i ja és a dins.',
  'members.inviteHere': 'Aquest enllaç porta a «{host}», i els altres dispositius no el poden obrir.',
  'members.inviteHereNext': 'Obre la pàgina amb l’adreça de xarxa del node i convida des d’allà.',

  'role.guest': 'Convidat',
  'role.newcomer': 'Nouvingut',
  'role.member': 'Membre',
  'role.moderator': 'Moderació',
  'role.delegate': 'Portaveu',
  'role.steward': 'Administració',
}
