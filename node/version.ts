import { readFileSync } from 'node:fs'
import { PACKAGE } from './resources.ts'

/** The version that package.json says. */
export const version: string = JSON.parse(readFileSync(PACKAGE, 'utf8')).version
