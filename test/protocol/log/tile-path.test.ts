import t from 'tap'
import { hashesAtTileLevel, parseTilePath } from '../../../protocol/log/tile-path.ts'

t.test('reads paths of tiles as the specification writes them', async t => {
  t.same(parseTilePath('0/x001/x234/067'), { level: 0, index: 1_234_067, width: 256 })
  t.same(parseTilePath('1/000.p/17'), { level: 1, index: 0, width: 17 })
  t.same(parseTilePath('entries/273.p/112'), { level: 'entries', index: 273, width: 112 })
  t.same(parseTilePath('63/000'), { level: 63, index: 0, width: 256 })
  for (const path of [
    '',
    '0',
    '64/000',
    '00/000',
    '0/0',
    '0/x000/001',
    '0/001/002',
    '0/x001',
    '0/000.p/0',
    '0/000.p/256',
    '0/000.p/01',
    '0/../000',
    '-1/000',
  ]) {
    t.equal(parseTilePath(path), undefined, path)
  }
})

t.test('a tree of 70,000 leaves has the tiles of the specification’s example', async t => {
  t.same(
    [0, 1, 2, 3].map(level => hashesAtTileLevel(level, 70_000)),
    [273 * 256 + 112, 256 + 17, 1, 0],
  )
  t.same(
    [255, 256, 257].map(size => [hashesAtTileLevel(0, size), hashesAtTileLevel(1, size)]),
    [
      [255, 0],
      [256, 1],
      [257, 1],
    ],
  )
})
