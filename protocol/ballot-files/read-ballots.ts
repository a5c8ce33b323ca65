import type { Refusal } from '../refusal.ts'
import { badBallots } from './bad-ballots.ts'
import type { BallotFile } from './ballot-file.ts'
import type { TableUse } from './csv-columns.ts'
import { readAbif } from './read-abif.ts'
import { readBlt } from './read-blt.ts'
import { readCsv } from './read-csv.ts'

/** Formats of one election, by the ending of a file's name. */
const READERS: Readonly<Record<string, (text: string, use: TableUse) => BallotFile | Refusal>> = {
  abif: readAbif,
  blt: readBlt,
  csv: readCsv,
  tsv: readCsv,
}

/**
 * Reads the ballots of a file. Refuses with `ballots/bad` endings that name no format, and what the format's reader
 * refuses.
 * @param use what the method makes of a table.
 */
export function readBallots(ending: string, text: string, use: TableUse): BallotFile | Refusal {
  const read = Object.hasOwn(READERS, ending) ? READERS[ending] : undefined
  return read
    ? read(text, use)
    : badBallots(null, 'not a file of ballots', { takes: '.pb, .abif, .blt, .csv, .tsv or .json' })
}
