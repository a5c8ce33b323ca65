import type { newKey as english } from '../en/new-key.ts'
import type { Translated } from '../messages.ts'

export const newKey: Translated<typeof english> = {
  'newKey.now': {
    one: 'O seu nó recebeu outra chave {count} vez.',
    other: 'O seu nó recebeu outra chave {count} vezes.',
  },
  'newKey.waiting': {
    one: '{count} entrada espera ser entregue de novo.',
    other: '{count} entradas esperam ser entregues de novo.',
  },
  'newKey.waitingNext':
    'Estavam nesta cópia do seu registo e não na história que a sua administração deixa de pé. Este nó entrega-as por si.',
  'newKey.lost': {
    one: '{count} entrada não foi aceite de novo.',
    other: '{count} entradas não foram aceites de novo.',
  },
  'newKey.lostNext':
    'Tinham sido confirmadas com a chave anterior; agora as regras recusam-nas. Quem as escreveu pode fazê-lo de novo.',
  'newKey.title': 'O nó da federação desapareceu ou mente?',
  'newKey.about':
    'A sua administração dá-lhe outra chave e envia um ficheiro. Entregue aqui uma vez, chega a todos os nós da federação.',
  'newKey.file': 'Ficheiro da sua administração (handover.json)',
  'newKey.told': 'Todos os nós da federação ficam a saber a partir daqui.',
  'newKey.known': 'Aqui já se sabia.',
  'refusal.node/bad-replacement': 'A chave nova não é a que a administração da federação poderia ter assinado.',
  'refusal.node/bad-replacement.next': 'Pede-lhe o ficheiro que o último passo escreveu.',
  'refusal.node/too-few-signatures': 'Assinaram menos pessoas administradoras do que a carta pede.',
  'refusal.node/too-few-signatures.next': 'Faz com que mais delas assinem o ficheiro.',
  'refusal.node/too-many-keys':
    'O nó da federação teve tantas chaves que já não se pode comunicar mais nenhuma aos seus membros.',
  'refusal.node/too-many-keys.next': 'Funda uma federação nova e funde esta com ela.',
}
