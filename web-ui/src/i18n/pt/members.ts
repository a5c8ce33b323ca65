import type { members as english } from '../en/members.ts'
import type { Translated } from '../messages.ts'

export const members: Translated<typeof english> = {
  'members.title': 'Membros',
  'members.count': { one: '{count} membro', other: '{count} membros' },
  'members.none': 'Não há membros para mostrar.',
  'members.pending': 'À espera de admissão',
  'members.you': 'Tu',
  'members.since': 'desde {when}',
  'members.admit': 'Admitir',
  'members.admitting': 'A admitir…',
  'members.vouch': 'Respondo por esta pessoa',
  'members.vouched': 'Respondeste por esta pessoa. Faltam outros.',
  'vouch.progress': {
    one: 'respondeu {vouchers} de {count} membro',
    other: 'responderam {vouchers} de {count} membros',
  },
  'vouch.ask': 'Pede aos membros que te conhecem que respondam por ti: encontram «{name}» na sua página de membros.',
  'vouch.mine': 'Por quem respondo',
  'vouch.free': {
    one: 'Podes responder agora por mais {count} pessoa; podes ter {open} em aberto ao mesmo tempo.',
    other: 'Podes responder agora por mais {count} pessoas; podes ter {open} em aberto ao mesmo tempo.',
  },
  'vouch.noneFree': 'Tens as {open} em aberto; podes voltar a responder em {when}.',
  'vouch.takenUntil': 'em aberto até {when}, ou até entrar',
  'vouch.forCause': 'excluída com motivo',
  'vouch.about':
    'Responde só por quem conheces: se alguém for excluído por algo que fez, perdes um lugar durante {time}.',
  'members.invite': 'Convidar alguém',
  'members.inviteAbout': 'Faz uma ligação que admite quem a abrir. Envia-a só a quem quiseres.',
  'members.inviteRole': 'Entra como',
  'members.inviteUses': 'Quantas pessoas a podem usar?',
  'members.inviteValid': 'Válida durante',
  'members.inviteMake': 'Fazer a ligação',
  'members.inviteMaking': 'A assinar…',
  'members.inviteLink': 'A ligação',
  'members.inviteLinkAbout': 'Quem a abre faz uma chave no seu próprio dispositivo e está dentro.',
  'members.inviteHere': 'Esta ligação leva a «{host}», e outros dispositivos não a conseguem abrir.',
  'members.inviteHereNext': 'Abre a página com o endereço de rede do nó e fá-lo aí.',

  'role.guest': 'Convidado',
  'role.newcomer': 'Recém-chegado',
  'role.member': 'Membro',
  'role.moderator': 'Moderação',
  'role.delegate': 'Porta-voz',
  'role.steward': 'Administração',
}
