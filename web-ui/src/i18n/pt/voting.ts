import type { voting as english } from '../en/voting.ts'
import type { Translated } from '../messages.ts'

export const voting: Translated<typeof english> = {
  'vote.for': 'A favor',
  'vote.against': 'Contra',
  'vote.abstain': 'Abstenção',
  'vote.send': 'Votar',
  'vote.change': 'Mudar o meu voto',
  'vote.sending': 'A assinar e a enviar …',
  'vote.counted': 'O teu voto está registado: {choice}.',
  'vote.cast': 'O teu voto: {choice}.',
  'vote.kept': 'Assinado e guardado neste dispositivo. É enviado assim que a ligação voltar.',
  'vote.mayChange': 'Podes mudá-lo até a votação fechar; conta o teu último voto.',
  'vote.visitor': 'Só os membros votam.',
  'vote.visitorNext': 'Pede um convite ou traz a tua chave para este dispositivo.',
  'vote.pending': 'Podes votar quando te admitirem.',
  'vote.notInElectorate': 'Entraste depois de esta votação abrir; ela segue sem ti.',
  'vote.wrongKey': 'O nó deu uma chave de voto que não corresponde à tua. Nada foi assinado.',
  'vote.wrongKeyNext': 'Avisa a administração do grupo: o nó, ou algo pelo caminho, mudou-a.',
  'vote.ifYouLike': 'Podes marcar entre {least} e {most}',
  'vote.spent': 'Marcado: {spent} de {budget}',
  'vote.marked': { one: '{count} marcada', other: '{count} marcadas' },
  'vote.rank': 'Lugar {place}',
  'vote.unranked': 'Sem lugar',
  'vote.pointsGiven': '{given} de {total} pontos dados',
  'vote.creditsSpent': '{given} de {total} créditos gastos',
  'vote.unknownMethod': 'Esta página ainda não sabe votar por este método.',
  'vote.unknownMethodNext': 'Atualiza o nó ou vota na linha de comandos.',
  'vote.secret':
    'Assinado com uma chave feita só para esta votação: os outros veem que o voto é válido, não de quem é.',

  'receipt.show': 'O meu recibo',
  'receipt.about':
    'A promessa assinada pelo nó de que o teu voto está no registo. Guarda-o: prova-o se o teu voto alguma vez faltar.',
  'receipt.save': 'Guardar num ficheiro',
  'receipt.holds': 'Verificado neste dispositivo: a assinatura e o lugar no registo estão certos.',
  'receipt.broken': 'Este recibo não é válido.',
  'receipt.place': 'Lugar {index} no registo, de {size}',
  'receipt.title': 'Recibo de um voto · {group}',
  'receipt.code': 'O recibo como código QR',
  'receipt.short': 'Forma curta do seu identificador: {id}',
  'receipt.check':
    'Para o verificar em qualquer lugar: lê o código, guarda o texto como receipt.txt e executa {command}',
  'receipt.print': 'Imprimir',

  'recount.do': 'Conta tu mesmo',
  'recount.start': 'Contar de novo aqui',
  'recount.own': 'Contado aqui: {counts}.',
  'recount.about':
    'Traz todos os votos, verifica cada assinatura, conta de novo e verifica que o resultado está no registo, aqui no teu navegador.',
  'recount.running': 'A verificar assinaturas e a contar …',
  'recount.holds': 'As contas batem certo.',
  'recount.checked':
    'Verificado aqui: {signatures} assinaturas e {ballots} votos; grupos: {groups}. Dá o mesmo resultado que o nó mostra.',
  'recount.limits':
    'O que isto não pode mostrar: se alguém foi impedido de votar. Para isso, cada votante guarda o seu recibo.',
  'recount.fails': 'As contas não batem certo.',
  'recount.failsNext': 'Mostra isto à administração do grupo e guarda as provas.',
  'recount.notRecounted': 'Destes só havia os números assinados, não os votos: {groups}',
}
