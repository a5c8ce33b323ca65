/** What a worker answers to one question; it throws what the worker failed with, and the worker ends either way. */
export function askWorker<Question, Answer extends object>(worker: Worker, question: Question): Promise<Answer> {
  return new Promise<Answer>((resolve, reject) => {
    worker.addEventListener('message', ({ data }: MessageEvent<Answer | { failed: string }>) => {
      if ('failed' in data) reject(new Error(data.failed))
      else resolve(data)
    })
    worker.addEventListener('error', event => reject(new Error(event.message)))
    worker.postMessage(question)
  }).finally(() => worker.terminate())
}

/** Runs in a worker: answers each question that comes in, and says what failed. */
export function answerQuestions<Question, Answer>(answer: (question: Question) => Promise<Answer>): void {
  addEventListener('message', async ({ data }: MessageEvent<Question>) => {
    try {
      postMessage(await answer(data))
    } catch (error) {
      postMessage({ failed: error instanceof Error ? error.message : String(error) })
    }
  })
}
