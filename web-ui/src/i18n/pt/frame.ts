import type { frame as english } from '../en/frame.ts'
import type { Translated } from '../messages.ts'

export const frame: Translated<typeof english> = {
  'app.name': 'Comunal',
  'app.skip': 'Saltar para o conteúdo',
  'app.menu': 'Principal',
  'app.loading': 'Um momento…',
  'app.notFound': 'Aqui não há nada',
  'app.notFoundNext': 'A página pode ter mudado de sítio ou a ligação está incompleta.',
  'app.toStart': 'Ir para o início',
  'app.back': 'Voltar',
  'app.tryAgain': 'Tentar de novo',
  'app.failed': 'Não funcionou',

  'nav.decide': 'Decidir',
  'nav.federation': 'Federação',
  'nav.offers': 'Ofertas',
  'nav.members': 'Membros',
  'nav.me': 'Eu',

  'link.broken': 'A ligação caiu; o que escreveste está guardado.',
  'kept.since': 'Vês o que este dispositivo leu {when}.',
  'kept.waits': 'Assinado e guardado neste dispositivo. É enviado assim que a ligação voltar.',
  'kept.refused': 'O que escreveste sem ligação não foi aceite.',
  'kept.read': 'Já li',
  'link.waiting': { one: 'Há uma coisa por enviar.', other: 'Há {count} coisas por enviar.' },
  'link.node': 'Não se consegue chegar ao nó.',
  'link.nodeNext': 'Confirma que este dispositivo está na mesma rede. A página volta a tentar sozinha.',

  'time.closes': 'Fecha {when}',
  'time.closed': 'Fechou {when}',
  'time.closedEarly': 'Fechada antes do prazo',
  'time.opening': 'A abrir',
}
