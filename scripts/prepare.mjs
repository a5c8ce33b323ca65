// Makes a clone ready to run, by whatever Node the machine has: what is there already costs a few milliseconds.
import { buildPageIfStale } from './build-page-if-stale.mjs'
import { installIfMissing } from './install-if-missing.mjs'

installIfMissing()
buildPageIfStale()
