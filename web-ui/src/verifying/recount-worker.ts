import { answerQuestions } from './ask-worker.ts'
import type { RecountQuestion } from './recount-answer.ts'
import { recountCar } from './recount-car.ts'

// Runs beside the page: the question comes in, the answer goes out.
answerQuestions(async ({ evidence, proposal }: RecountQuestion) => {
  const response = await fetch(evidence, { credentials: 'same-origin' })
  if (!response.ok) throw new Error(`HTTP ${response.status}`)
  return recountCar(new Uint8Array(await response.arrayBuffer()), proposal)
})
