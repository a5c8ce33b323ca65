import type { RecountQuestion } from './recount-answer.ts'
import { recountCar } from './recount-car.ts'

// Runs beside the page: the question comes in, the answer goes out.
addEventListener('message', async ({ data }: MessageEvent<RecountQuestion>) => {
  try {
    const response = await fetch(data.evidence, { credentials: 'same-origin' })
    if (!response.ok) throw new Error(`HTTP ${response.status}`)
    postMessage(await recountCar(new Uint8Array(await response.arrayBuffer()), data.proposal))
  } catch (error) {
    postMessage({ failed: error instanceof Error ? error.message : String(error) })
  }
})
