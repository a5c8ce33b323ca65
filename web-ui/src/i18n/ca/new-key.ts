import type { newKey as english } from '../en/new-key.ts'
import type { Translated } from '../messages.ts'

export const newKey: Translated<typeof english> = {
  'newKey.now': {
    one: 'El seu node ha rebut una altra clau {count} vegada.',
    other: 'El seu node ha rebut una altra clau {count} vegades.',
  },
  'newKey.waiting': {
    one: '{count} entrada espera que es torni a lliurar.',
    other: '{count} entrades esperen que es tornin a lliurar.',
  },
  'newKey.waitingNext':
    'Eren en aquesta còpia del seu registre i no en la història que la seva administració deixa dempeus. Aquest node les lliura tot sol.',
  'newKey.lost': {
    one: '{count} entrada no s’ha tornat a acceptar.',
    other: '{count} entrades no s’han tornat a acceptar.',
  },
  'newKey.lostNext':
    'S’havien confirmat amb la clau anterior; ara les regles les rebutgen. Qui les va escriure ho pot tornar a fer.',
  'newKey.title': 'El node de la federació ha desaparegut o menteix?',
  'newKey.about':
    'La seva administració li dona una altra clau i envia un fitxer. Lliurat aquí un cop, arriba a tots els nodes de la federació.',
  'newKey.file': 'Fitxer de la seva administració (handover.json)',
  'newKey.told': 'Tots els nodes de la federació ho sabran des d’aquí.',
  'newKey.known': 'Aquí ja se sabia.',
  'refusal.node/bad-replacement': 'La clau nova no és la que l’administració de la federació podria haver signat.',
  'refusal.node/bad-replacement.next': 'Demana-li el fitxer que ha escrit el darrer pas.',
  'refusal.node/too-few-signatures': 'Han signat menys persones administradores de les que demana la carta.',
  'refusal.node/too-few-signatures.next': 'Fes que més d’elles signin el fitxer.',
  'refusal.node/too-many-keys':
    'El node de la federació ha tingut tantes claus que no se’n pot fer saber cap més als seus membres.',
  'refusal.node/too-many-keys.next': 'Funda una federació nova i fusiona-hi aquesta.',
}
