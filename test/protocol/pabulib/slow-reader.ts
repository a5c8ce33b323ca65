/** A file as the slow reader has it: what is to be counted, nothing checked. */
export type SlowReading = {
  readonly budget: number
  readonly costs: ReadonlyMap<string, number>
  readonly ballots: number
  readonly votes: ReadonlyMap<string, number>
  readonly points: ReadonlyMap<string, number>
}

/**
 * Reads a pabulib file the plainest way there is, one character after the other, to be compared with the real reader.
 * It refuses nothing: where a file is nonsense, so is what comes out.
 */
export function readSlowly(text: string): SlowReading {
  const meta = new Map<string, string>()
  const costs = new Map<string, number>()
  const votes = new Map<string, number>()
  const points = new Map<string, number>()
  let ballots = 0
  let section = ''
  let header: string[] = []
  for (const cells of recordsOf(text)) {
    const first = cells[0] ?? ''
    if (['META', 'PROJECTS', 'VOTES'].includes(first.toUpperCase()) && cells.slice(1).every(cell => cell === '')) {
      section = first.toUpperCase()
      header = []
      continue
    }
    if (header.length === 0) {
      header = cells.map(cell => cell.toLowerCase())
      continue
    }
    const cell = (column: string) => cells[header.indexOf(column)] ?? ''
    if (section === 'META') meta.set(first, cells[1] ?? '')
    if (section === 'PROJECTS') costs.set(cell('project_id'), Number(cell('cost')))
    if (section !== 'VOTES') continue
    ballots += 1
    const given = cell('points')
    for (const [rank, id] of (cell('vote') === '' ? [] : cell('vote').split(',')).entries()) {
      const project = id.trim()
      votes.set(project, (votes.get(project) ?? 0) + 1)
      points.set(project, (points.get(project) ?? 0) + (given === '' ? 1 : Number(given.split(',')[rank])))
    }
  }
  return { budget: Number(meta.get('budget')), costs, ballots, votes, points }
}

function recordsOf(text: string): string[][] {
  const records: string[][] = []
  let record: string[] = []
  let cell = ''
  let state: 'start' | 'bare' | 'quoted' | 'closed' = 'start'
  const endCell = () => {
    record.push(cell.trim())
    cell = ''
    state = 'start'
  }
  const endRecord = () => {
    endCell()
    if (record.length > 1 || record[0] !== '') records.push(record)
    record = []
  }
  for (const character of text.replaceAll('\r\n', '\n').replaceAll('\r', '\n')) {
    if (character === '\uFEFF' && records.length === 0 && record.length === 0 && cell === '') continue
    if (state === 'quoted') {
      if (character === '"') state = 'closed'
      else cell += character
    } else if (state === 'closed' && character === '"') {
      cell += '"'
      state = 'quoted'
    } else if (character === '\n') endRecord()
    else if (character === ';') endCell()
    else if (state === 'start' && character === '"') state = 'quoted'
    else {
      cell += character
      state = 'bare'
    }
  }
  endRecord()
  return records
}
