import type { founding as english } from '../en/founding.ts'
import type { Translated } from '../messages.ts'

export const founding: Translated<typeof english> = {
  'founding.progress': 'Paso {place} de {count}',
  'founding.next': 'Siguiente',
  'founding.language': 'Tu idioma',
  'founding.language.about':
    'Fundas un grupo en este nodo y llevas su administración. Es un minuto, y el grupo podrá cambiarlo todo más adelante.',
  'founding.group': 'El grupo',
  'founding.group.about': 'Un nombre que el vecindario reconozca.',
  'founding.place': 'El lugar',
  'founding.place.about': 'Los demás grupos ven más o menos a qué distancia estáis. Déjalo vacío para no decir nada.',
  'founding.joining': 'Cómo se entra',
  'founding.joining.about': 'Quién entra, y quién tiene que decir que sí.',
  'founding.reading': 'Quién lo lee',
  'founding.reading.about': 'Qué es público de vuestras decisiones.',
  'founding.rollCall': 'Quién votó qué',
  'founding.rollCall.about': 'Qué es público de cada voto.',
  'founding.quorums': 'Los quórums',
  'founding.quorums.about': 'Cuando una votación pide que participe una parte de los miembros, de qué miembros.',
  'founding.you': 'Tú',
  'founding.you.about': 'Tu clave se hace aquí, en este navegador, y firma la fundación.',
  'founding.invite': 'La primera invitación',
  'founding.invite.about':
    'Quien escanea el código ya está dentro. Sirve para {uses} personas y {days} días; puedes hacer más en «Miembros».',
  'founding.makeInvitation': 'Mostrar el código',
  'founding.toGroup': 'Al grupo',
}
