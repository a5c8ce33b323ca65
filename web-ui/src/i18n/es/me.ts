import type { me as english } from '../en/me.ts'
import type { Translated } from '../messages.ts'

export const me: Translated<typeof english> = {
  'me.title': 'Yo',
  'me.visitor': 'Estás de visita.',
  'me.key': 'Clave',
  'me.keyAbout': 'Tu clave firma lo que haces. Está en este dispositivo y en aquellos a los que la lleves.',
  'me.keyPublic': 'Su parte pública',
  'me.phrase': 'Frase de recuperación',
  'me.phraseAbout':
    '24 palabras que son tu clave. Quien las tiene eres tú: escríbelas en papel y no las enseñes a nadie.',
  'me.phraseShow': 'Ver las palabras',
  'me.phraseHide': 'Ocultar las palabras',
  'me.language': 'Idioma',
  'me.forget': 'Olvidarme en este dispositivo',
  'me.forgetAbout': 'Quita tu clave de este navegador. Sin la frase de recuperación se pierde para siempre.',
  'me.forgetSure': 'Sí, tengo las 24 palabras. Olvidarme aquí',
  'me.cancel': 'Cancelar',
  'me.receipts': 'Mis votos en este dispositivo',
  'me.noReceipts': 'Aún no hay votos de este dispositivo.',
  'me.group': 'Este grupo',
  'me.admission': 'Cómo se entra',
}
