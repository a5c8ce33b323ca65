import type { Refusal } from '../refusal.ts'
import { badBallots } from './bad-ballots.ts'
import type { BallotFile } from './ballot-file.ts'
import type { CsvNumbers } from './csv-columns.ts'
import { readAbif } from './read-abif.ts'
import { readBlt } from './read-blt.ts'
import { readCsv } from './read-csv.ts'

/** Formats of one election, by the ending of a file's name. */
const READERS: Readonly<Record<string, (text: string, numbers: CsvNumbers) => BallotFile | Refusal>> = {
  abif: readAbif,
  blt: readBlt,
  csv: readCsv,
  tsv: readCsv,
}

/**
 * Reads the ballots of a file. Refuses with `ballots/bad` endings that name no format, and what the format's reader
 * refuses.
 * @param numbers what numbers in columns of candidates are where a table does not say so.
 */
export function readBallots(ending: string, text: string, numbers: CsvNumbers): BallotFile | Refusal {
  const read = Object.hasOwn(READERS, ending) ? READERS[ending] : undefined
  return read
    ? read(text, numbers)
    : badBallots(null, 'not a file of ballots', { takes: '.pb, .abif, .blt, .csv, .tsv or .json' })
}
