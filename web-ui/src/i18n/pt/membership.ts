import type { membership as english } from '../en/membership.ts'
import type { Translated } from '../messages.ts'

export const membership: Translated<typeof english> = {
  'membership.loop': 'Esta pertença fecha um ciclo de federações.',
  'membership.loopNext':
    'Uma federação seria membro de si própria, por isso aqui nada se decide. Sai de uma das federações do ciclo.',
  'membership.hasLeft': 'Saiu',
  'membership.expelled': 'Expulso',
  'membership.backed': '{backed} de {needed} pessoas administradoras querem-no fora',
  'membership.expel': 'Expulsar {name}…',
  'membership.expelTitle': 'Expulsar {name}?',
  'membership.expelByDecision': 'Decidem-no os grupos: cada um vota, durante três dias.',
  'membership.expelByStewards': 'Sai quando o quiserem tantas pessoas administradoras como diz a carta.',
  'membership.expelAsk': 'Perguntar aos grupos',
  'membership.expelBack': 'Apoiar a expulsão',
  'membership.cause': 'Porquê',
  'membership.needCause': 'Diz porquê: toda a gente o lê.',
  'membership.cancel': 'Cancelar',
  'membership.leave': 'Sair de {name}…',
  'membership.leaveAbout':
    'O que foi decidido fica como está. A partir de agora a nossa voz não conta em {name}; para voltar é preciso um bilhete novo.',
  'membership.leaveUnreached':
    'Agora não é possível avisar o nó de {name}. Podes tentar mais tarde, ou sair na mesma: até o saber, conta o grupo como membro.',
  'membership.leaveAnyway': 'Sair na mesma',
  'membership.leaveSure': 'Sim, sair',
  'membership.join': 'Entrar numa federação',
  'membership.joining': 'A entrar…',
  'membership.joined': 'Já estamos em {name}, com peso {weight}.',
  'membership.ticket': 'Bilhete',
  'membership.ticketHint':
    'Cola o bilhete que a federação deu: o texto, o que um telefone lê do código, ou uma ligação com ele.',
  'membership.needTicket': 'Cola primeiro um bilhete.',
  'membership.tickets': 'Bilhetes',
  'membership.ticketMake': 'Fazer um bilhete',
  'membership.ticketAnother': 'Fazer outro',
  'membership.ticketCode': 'O bilhete como código',
  'membership.ticketAbout': 'Deixa entrar um grupo, uma vez. Só é mostrado agora: dá-o a esse grupo e a mais ninguém.',
  'membership.weight': 'Peso da voz do grupo',
  'membership.weightBad': 'Um número, como 1 ou 0,9.',
  'membership.validFor': 'Vale durante',
  'membership.until': 'até {when}',
  'membership.revoke': 'Retirar',
  'membership.ticket.open': 'Não usado',
  'membership.ticket.used': 'Usado',
  'membership.ticket.revoked': 'Retirado',
  'membership.ticket.expired': 'Expirado',
}
