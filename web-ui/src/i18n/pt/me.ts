import type { me as english } from '../en/me.ts'
import type { Translated } from '../messages.ts'

export const me: Translated<typeof english> = {
  'me.title': 'Eu',
  'me.visitor': 'Estás de visita.',
  'me.key': 'Chave',
  'me.keyAbout': 'A tua chave assina o que fazes. Está neste dispositivo e naqueles para onde a levares.',
  'me.keyPublic': 'A parte pública',
  'me.phrase': 'Frase de recuperação',
  'me.phraseAbout':
    '24 palavras que são a tua chave. Quem as tiver és tu: escreve-as em papel e não as mostres a ninguém.',
  'me.phraseShow': 'Ver as palavras',
  'me.phraseHide': 'Esconder as palavras',
  'me.language': 'Língua',
  'me.forget': 'Esquecer-me neste dispositivo',
  'me.forgetAbout': 'Tira a tua chave deste navegador. Sem a frase de recuperação, perde-se para sempre.',
  'me.forgetSure': 'Sim, tenho as 24 palavras. Esquecer-me aqui',
  'me.cancel': 'Cancelar',
  'me.receipts': 'Os meus votos neste dispositivo',
  'me.noReceipts': 'Ainda não há votos deste dispositivo.',
  'me.group': 'Este grupo',
  'me.admission': 'Como se entra',
}
