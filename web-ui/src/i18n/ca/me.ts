import type { me as english } from '../en/me.ts'
import type { Translated } from '../messages.ts'

export const me: Translated<typeof english> = {
  'me.title': 'Jo',
  'me.visitor': 'Hi ets de visita.',
  'me.key': 'Clau',
  'me.keyAbout': 'La teva clau signa el que fas. És en aquest dispositiu i als altres on la portis.',
  'me.keyPublic': 'La part pública',
  'me.phrase': 'Frase de recuperació',
  'me.phraseAbout':
    '24 paraules que són la teva clau. Qui les té ets tu: escriu-les en paper i no les ensenyis a ningú.',
  'me.phraseShow': 'Mostra les paraules',
  'me.phraseHide': 'Amaga les paraules',
  'me.language': 'Llengua',
  'me.forget': 'Oblida’m en aquest dispositiu',
  'me.forgetAbout': 'Treu la teva clau d’aquest navegador. Sense la frase de recuperació es perd per sempre.',
  'me.forgetSure': 'Sí, tinc les 24 paraules. Oblida’m aquí',
  'me.cancel': 'Cancel·la',
  'me.receipts': 'Els meus vots en aquest dispositiu',
  'me.noReceipts': 'Encara no hi ha vots d’aquest dispositiu.',
  'me.group': 'Aquest grup',
  'me.admission': 'Com s’hi entra',
}
