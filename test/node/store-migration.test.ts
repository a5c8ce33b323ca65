import { readFileSync } from 'node:fs'
import Database from 'better-sqlite3'
import t from 'tap'
import { MIGRATIONS } from '../../node/resources.ts'
import { APPLICATION_ID, openStore } from '../../node/store/open.ts'
import { accepted } from '../support/test-core.ts'

/** A store as version `version` left it. */
function storeOfVersion(path: string, version: number, rows: string): void {
  const names = ['001-logs', '002-group', '003-governance', '004-federation', '005-sessions'].slice(0, version)
  const store = new Database(path)
  for (const name of names) store.exec(readFileSync(new URL(`${name}.sql`, MIGRATIONS), 'utf8'))
  store.exec(rows)
  store.pragma(`application_id = ${APPLICATION_ID}`)
  store.pragma(`user_version = ${version}`)
  store.close()
}

t.test('a store from before choices had a table of their own keeps every voter’s choice', async t => {
  const path = `${t.testdir()}/old.sqlite`
  storeOfVersion(
    path,
    5,
    `INSERT INTO voter (proposal, key, seq, ballot, choice) VALUES
       (1, x'01', 1, 11, x'aa'), (1, x'02', 1, 12, x'bb'), (1, x'03', 2, 13, x'aa'), (1, x'04', NULL, NULL, NULL),
       (2, x'01', 1, 14, x'aa')`,
  )
  const store = accepted(openStore(path))
  const choices = store.prepare('SELECT proposal, hex(choice) AS choice, voters FROM choice ORDER BY id').all()
  t.same(choices, [
    { proposal: 1, choice: 'AA', voters: 2 },
    { proposal: 1, choice: 'BB', voters: 1 },
    { proposal: 2, choice: 'AA', voters: 1 },
  ])
  const voters = store.prepare(
    'SELECT voter.proposal, hex(key) AS key, hex(choice.choice) AS choice FROM voter LEFT JOIN choice ON choice.id = chosen ORDER BY voter.id',
  )
  t.same(voters.all(), [
    { proposal: 1, key: '01', choice: 'AA' },
    { proposal: 1, key: '02', choice: 'BB' },
    { proposal: 1, key: '03', choice: 'AA' },
    { proposal: 1, key: '04', choice: '' },
    { proposal: 2, key: '01', choice: 'AA' },
  ])
  store.close()
})
