import type { entrance as english } from '../en/entrance.ts'
import type { Translated } from '../messages.ts'

export const entrance: Translated<typeof english> = {
  'welcome.title': 'Damos-te as boas-vindas a {name}',
  'welcome.join': 'Entrar',
  'welcome.have': 'Já tenho uma chave',
  'welcome.closed': 'Entra-se por convite: pede uma ligação a alguém do grupo.',

  'admission.open': 'Aberto a toda a gente',
  'admission.invited': 'Por convite',
  'admission.vouched': 'Com o aval de membros',
  'admission.approved': 'Com o sim da administração',

  'join.title': 'Entrar em {name}',
  'join.about': 'Demora meio minuto: sem correio eletrónico nem palavra-passe.',
  'join.name': 'Como te chamam aqui?',
  'join.nameHint': 'O nome que a vizinhança conhece.',
  'join.send': 'Fazer a minha chave e entrar',
  'join.sending': 'A fazer a tua chave e a assinar…',
  'join.needName': 'Escreve um nome.',
  'join.invited': 'Tens um convite.',
  'join.badLink': 'Esta ligação de convite está incompleta.',
  'join.badLinkNext': 'Abre-a outra vez tal como a recebeste ou pede uma nova.',
  'join.pending': 'Pediste para entrar.',
  'join.pendingNext': 'O grupo decide; esta página diz-te quando estiveres dentro.',
  'join.already': 'Já estás dentro.',

  'phrase.title': 'Escreve estas 24 palavras em papel',
  'phrase.about':
    'São a tua chave. Se perderes este dispositivo, é com elas que voltas; quem as tiver pode assinar como se fosses tu. Mostram-se uma vez agora, e mais tarde em «Eu».',
  'phrase.done': 'Já as escrevi',
  'phrase.later': 'Mais tarde',

  'restore.title': 'Trazer a minha chave para este dispositivo',
  'restore.words': 'As tuas 24 palavras',
  'restore.wordsHint': 'Por ordem, separadas por espaços.',
  'restore.send': 'Trazê-la',
  'restore.bad': 'Estas não são as 24 palavras de uma frase de recuperação.',
  'restore.badNext': 'Revê a ortografia e a ordem.',
  'restore.replaces': 'Já há uma chave neste dispositivo. Seria substituída.',
  'leaving.title': 'Já não fazes parte do grupo',
  'leaving.votes': 'Estas votações abriram quando ainda fazias parte: podes votar, e mudar o voto, até fecharem.',

  'leave.was': 'Fui membro deste grupo',
  'leave.wasAbout':
    'Se te retiraram, o teu nome ainda está no grupo. Assina que sais e ele desaparece de todas as páginas.',
  'leave.take': 'Tirar o meu nome',
  'leave.taken': 'O teu nome já não está nas páginas do grupo.',
}
