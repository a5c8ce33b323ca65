import type { founding as english } from '../en/founding.ts'
import type { Translated } from '../messages.ts'

export const founding: Translated<typeof english> = {
  'founding.progress': 'Passo {place} de {count}',
  'founding.next': 'Seguinte',
  'founding.language': 'A tua língua',
  'founding.language.about':
    'Fundas um grupo neste nó e ficas com a sua administração. É um minuto, e o grupo pode mudar tudo mais tarde.',
  'founding.group': 'O grupo',
  'founding.group.about': 'Um nome que a vizinhança reconheça.',
  'founding.place': 'O lugar',
  'founding.place.about':
    'Os outros grupos veem mais ou menos a que distância está o vosso. Deixa vazio para não dizer nada.',
  'founding.joining': 'Como se entra',
  'founding.joining.about': 'Quem entra, e quem tem de dizer que sim.',
  'founding.reading': 'Quem lê',
  'founding.reading.about': 'O que é público das vossas decisões.',
  'founding.rollCall': 'Quem votou o quê',
  'founding.rollCall.about': 'O que é público de cada voto.',
  'founding.quorums': 'Os quóruns',
  'founding.quorums.about': 'Quando uma votação pede que participe uma parte dos membros, de quais membros.',
  'founding.you': 'Tu',
  'founding.you.about': 'A tua chave faz-se aqui, neste navegador, e assina a fundação.',
  'founding.invite': 'O primeiro convite',
  'founding.invite.about':
    'Quem lê o código está dentro. Serve para {uses} pessoas e {days} dias; fazes outros em «Membros».',
  'founding.makeInvitation': 'Mostrar o código',
  'founding.toGroup': 'Ir para o grupo',
}
