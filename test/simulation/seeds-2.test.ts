import t from 'tap'
import { runSeeds } from './seeds.ts'

t.test('every law holds in 250 runs', t => runSeeds(t, 2_000, 250))
