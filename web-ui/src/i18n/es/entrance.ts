import type { entrance as english } from '../en/entrance.ts'
import type { Translated } from '../messages.ts'

export const entrance: Translated<typeof english> = {
  'welcome.title': 'Te damos la bienvenida a {name}',
  'welcome.join': 'Entrar',
  'welcome.have': 'Ya tengo una clave',
  'welcome.closed': 'Se entra con invitación: pide un enlace a alguien del grupo.',

  'admission.open': 'Abierto a todo el mundo',
  'admission.invited': 'Con invitación',
  'admission.vouched': 'Con el aval de miembros',
  'admission.approved': 'Con el sí de la administración',

  'join.title': 'Entrar en {name}',
  'join.about': 'Lleva medio minuto: sin correo ni contraseña.',
  'join.name': '¿Cómo te llaman aquí?',
  'join.nameHint': 'El nombre que conoce el vecindario.',
  'join.send': 'Hacer mi clave y entrar',
  'join.sending': 'Haciendo tu clave y firmando…',
  'join.needName': 'Escribe un nombre.',
  'join.invited': 'Tienes una invitación.',
  'join.badLink': 'Este enlace de invitación está incompleto.',
  'join.badLinkNext': 'Ábrelo otra vez tal como te llegó o pide uno nuevo.',
  'join.pending': 'Has pedido entrar.',
  'join.pendingNext': 'El grupo decide; esta página lo dirá cuando estés dentro.',
  'join.already': 'Ya estás dentro.',

  'phrase.title': 'Escribe estas 24 palabras en papel',
  'phrase.about':
    'Son tu clave. Si pierdes este dispositivo, con ellas vuelves; quien las tenga puede firmar como si fuera tú. Se muestran una vez ahora, y más tarde en «Yo».',
  'phrase.done': 'Las he escrito',
  'phrase.later': 'Más tarde',

  'restore.title': 'Traer mi clave a este dispositivo',
  'restore.words': 'Tus 24 palabras',
  'restore.wordsHint': 'En orden, separadas por espacios.',
  'restore.send': 'Traerla',
  'restore.bad': 'Estas no son las 24 palabras de una frase de recuperación.',
  'restore.badNext': 'Revisa la ortografía y el orden.',
  'restore.replaces': 'Ya hay una clave en este dispositivo. Se sustituiría.',
  'leaving.title': 'Ya no formas parte del grupo',
  'leaving.votes':
    'Estas votaciones se abrieron cuando aún formabas parte: puedes votar, y cambiar tu voto, hasta que se cierren.',

  'leave.was': 'Fui miembro de este grupo',
  'leave.wasAbout':
    'Si te dieron de baja, tu nombre sigue en el grupo. Firma que sales y desaparece de todas las páginas.',
  'leave.take': 'Quitar mi nombre',
  'leave.taken': 'Tu nombre ya no está en las páginas del grupo.',
}
