// Makes a clone ready to run, by whatever Node the machine has: what is there already costs a few milliseconds.
// `prepare.mjs program` also builds the program that `npm start` runs.
import { buildPageIfStale } from './build-page-if-stale.mjs'
import { buildProgramIfStale } from './build-program-if-stale.mjs'
import { installIfMissing } from './install-if-missing.mjs'

installIfMissing()
buildPageIfStale()
if (process.argv[2] === 'program') buildProgramIfStale()
