import t from 'tap'
import { runSeeds } from './seeds.ts'

t.test('every law holds in 125 runs', t => runSeeds(t, 4_000, 125))
