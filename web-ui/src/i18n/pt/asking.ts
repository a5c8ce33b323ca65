import type { asking as english } from '../en/asking.ts'
import type { Translated } from '../messages.ts'

export const asking: Translated<typeof english> = {
  'ask.title': 'O que perguntas?',
  'ask.recommended': 'habitual',
  'ask.others': 'Outras maneiras de contar',
  'ask.yesNo': 'Sim ou não',
  'ask.yesNo.about': 'Uma proposta, para aceitar ou deixar.',
  'ask.choose': 'Escolher uma de várias',
  'ask.choose.about': 'Várias opções, e ganha uma.',
  'ask.rank': 'Ordenar ou classificar, para um ou vários lugares',
  'ask.rank.about': 'As pessoas dizem mais de um nome: o que preferem, e o que vem a seguir.',
  'ask.budget': 'Repartir um orçamento',
  'ask.budget.about': 'Projetos com preço, e dinheiro para alguns.',
  'ask.strength': 'Com que força',
  'ask.strength.about': 'Quem se importa muito com uma coisa pode dizê-lo.',
  'fits.majority': 'Para as questões do dia a dia: passa se houver mais a favor do que contra.',
  'fits.supermajority': 'Para o que custa a desfazer: regras, grandes despesas, entrar numa federação.',
  'fits.consensus': 'Para o que quase toda a gente tem de sustentar, com lugar para objeções.',
  'fits.consent': 'Para experimentar: avança se ninguém disser que mal faria.',
  'fits.approval': 'Para quase tudo: cada um marca tudo o que aceita, sem adivinhar quem vai à frente.',
  'fits.irv': 'Para um cargo com várias candidaturas: a última cai, ronda a ronda.',
  'fits.stv': 'Para conselhos e equipas: as partes grandes e pequenas do grupo têm o seu lugar.',
  'fits.schulze': 'Para achar o que a maioria prefere a tudo o resto; pode haver empates.',
  'fits.copeland': 'Para um torneio rápido: cada opção contra cada outra, ganha quem mais vence.',
  'fits.star':
    'Quando as opções agradam mais ou menos: primeiro estrelas, depois segunda volta entre as duas melhores.',
  'fits.score': 'Para comparar ideias numa mesma escala, onde conta a soma.',
  'fits.majority-judgment': 'Para julgar cada opção por si, com palavras; as notas extremas não pesam mais.',
  'fits.budget': 'Para orçamentos participativos: as pessoas escolhem projetos, o dinheiro diz quantos.',
  'fits.quadratic': 'Para questões que importam muito a poucos: o segundo voto no mesmo custa mais do que o primeiro.',
}
