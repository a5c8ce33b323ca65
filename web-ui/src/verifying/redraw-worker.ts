import { answerQuestions } from './ask-worker.ts'
import { type RedrawQuestion, redraw } from './redraw.ts'

// Runs beside the page: thousands of signatures take a moment.
answerQuestions(async (question: RedrawQuestion) => redraw(question))
