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
    'Eren en aquesta còpia del seu registre i no en la història que els seus responsables deixen dempeus. Aquest node les lliura tot sol.',
  'newKey.lost': {
    one: '{count} entrada no s’ha tornat a acceptar.',
    other: '{count} entrades no s’han tornat a acceptar.',
  },
  'newKey.lostNext':
    'S’havien confirmat amb la clau anterior; ara les regles les rebutgen. Qui les va escriure ho pot tornar a fer.',
  'newKey.title': 'El node de la federació ha desaparegut o menteix?',
  'newKey.about':
    'Els seus responsables li donen una altra clau i envien un fitxer. Lliurat aquí un cop, arriba a tots els nodes de la federació.',
  'newKey.file': 'Fitxer dels seus responsables (handover.json)',
  'newKey.told': 'Tots els nodes de la federació ho sabran des d’aquí.',
  'newKey.known': 'Aquí ja se sabia.',
  'refusal.node/bad-replacement': 'La clau nova no és la que els responsables de la federació podrien haver signat.',
  'refusal.node/bad-replacement.next': 'Demaneu-los el fitxer que ha escrit el darrer pas.',
  'refusal.node/too-few-signatures': 'Han signat menys responsables dels que demana la carta.',
  'refusal.node/too-few-signatures.next': 'Feu que més d’ells signin el fitxer.',
  'refusal.node/too-many-keys':
    'El node de la federació ha tingut tantes claus que no se’n pot fer saber cap més als seus membres.',
  'refusal.node/too-many-keys.next': 'Fundeu una federació nova i fusioneu-hi aquesta.',
}
