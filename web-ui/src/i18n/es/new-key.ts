import type { newKey as english } from '../en/new-key.ts'
import type { Translated } from '../messages.ts'

export const newKey: Translated<typeof english> = {
  'newKey.now': {
    one: 'Su nodo ha recibido otra clave {count} vez.',
    other: 'Su nodo ha recibido otra clave {count} veces.',
  },
  'newKey.waiting': {
    one: '{count} entrada espera a entregarse de nuevo.',
    other: '{count} entradas esperan a entregarse de nuevo.',
  },
  'newKey.waitingNext':
    'Estaban en esta copia de su registro y no en la historia que su administración deja en pie. Este nodo las entrega por sí solo.',
  'newKey.lost': {
    one: '{count} entrada no se ha aceptado de nuevo.',
    other: '{count} entradas no se han aceptado de nuevo.',
  },
  'newKey.lostNext':
    'Se habían confirmado con la clave anterior; ahora las reglas las rechazan. Quien las escribió puede volver a hacerlo.',
  'newKey.title': '¿El nodo de la federación ha desaparecido o miente?',
  'newKey.about':
    'Su administración le da otra clave y envía un archivo. Entregado aquí una vez, llega a todos los nodos de la federación.',
  'newKey.file': 'Archivo de su administración (handover.json)',
  'newKey.told': 'Todos los nodos de la federación lo sabrán desde aquí.',
  'newKey.known': 'Aquí ya se sabía.',
  'refusal.node/bad-replacement':
    'La clave nueva no es la que la administración de la federación podría haber firmado.',
  'refusal.node/bad-replacement.next': 'Pídele el archivo que escribió el último paso.',
  'refusal.node/too-few-signatures': 'Han firmado menos personas administradoras de las que pide la carta.',
  'refusal.node/too-few-signatures.next': 'Haz que más de ellas firmen el archivo.',
  'refusal.node/too-many-keys':
    'El nodo de la federación ha tenido tantas claves que no se puede comunicar ninguna más a sus miembros.',
  'refusal.node/too-many-keys.next': 'Funda una federación nueva y fusiona esta con ella.',
}
