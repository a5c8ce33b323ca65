import type { members as english } from '../en/members.ts'
import type { Translated } from '../messages.ts'

export const members: Translated<typeof english> = {
  'members.title': 'Membres',
  'members.count': { one: '{count} membre', other: '{count} membres' },
  'members.none': 'No hi ha membres per mostrar.',
  'members.pending': 'Esperant que els admetin',
  'members.you': 'Tu',
  'members.since': 'des del {when}',
  'members.admit': 'Admet',
  'members.admitting': 'S’està admetent…',
  'members.vouch': 'Responc per aquesta persona',
  'members.vouched': 'Has respost per aquesta persona. En calen més.',
  'vouch.progress': {
    one: 'n’ha respost {vouchers} de {count} membre',
    other: 'n’han respost {vouchers} de {count} membres',
  },
  'vouch.ask': 'Demana als membres que et coneixen que responguin per tu: troben «{name}» a la seva pàgina de membres.',
  'vouch.mine': 'Per qui responc',
  'vouch.free': {
    one: 'Ara pots respondre per {count} persona més; en pots tenir {open} d’obertes alhora.',
    other: 'Ara pots respondre per {count} persones més; en pots tenir {open} d’obertes alhora.',
  },
  'vouch.noneFree': 'Tens obertes totes {open}; podràs tornar a respondre el {when}.',
  'vouch.takenUntil': 'oberta fins al {when}, o fins que hi entri',
  'vouch.forCause': 'exclosa amb motiu',
  'vouch.about':
    'Respon només per qui coneixes: si algú és exclòs per alguna cosa que ha fet, perds una plaça durant {time}.',
  'members.invite': 'Convida algú',
  'members.inviteAbout': 'Fa un enllaç que admet qui l’obri. Envia’l només a qui vulguis.',
  'members.inviteRole': 'Entra com a',
  'members.inviteUses': 'Quantes persones el poden fer servir?',
  'members.inviteValid': 'Vàlid durant',
  'members.inviteMake': 'Fes l’enllaç',
  'members.inviteMaking': 'S’està signant…',
  'members.inviteLink': 'L’enllaç',
  'members.inviteLinkAbout': 'Qui l’obre fa una clau al seu propi dispositiu i ja és a dins.',
  'members.inviteHere': 'Aquest enllaç porta a «{host}», i els altres dispositius no el poden obrir.',
  'members.inviteHereNext': 'Obre la pàgina amb l’adreça de xarxa del node i fes-ho allà.',

  'role.guest': 'Convidat',
  'role.newcomer': 'Nouvingut',
  'role.member': 'Membre',
  'role.moderator': 'Moderació',
  'role.delegate': 'Portaveu',
  'role.steward': 'Administració',
}
