import t from 'tap'
import { runSeeds } from './seeds.ts'

t.test('every law holds in 250 runs', t => runSeeds(t, 4_000, 250))
