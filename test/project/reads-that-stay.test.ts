import t from 'tap'
import { importsOf, parseSource, type Source, sourcesBelow } from './sources.ts'

/** Gives a read with its error beside it: a component that shows the error takes away what was there, and is written in. */
const OF_THE_LIBRARY = /^(?:use\w*Quer(?:y|ies)|\w*QueryObserver|QueriesObserver|\*)$/
const READS = 'web-ui/src/api/use-read.ts'

const readsPast = (source: Source): string[] =>
  importsOf(source)
    .filter(({ specifier }) => specifier.startsWith('@tanstack/'))
    .flatMap(({ names }) => (names.length === 0 ? ['*'] : names))
    .filter(name => OF_THE_LIBRARY.test(name))

t.test('the page reads by useRead alone, where what was read wins over what went wrong later', async t => {
  const sources = sourcesBelow('web-ui/src')
  t.ok(sources.length > 100, 'there is something to look at')
  for (const source of sources) if (source.path !== READS) t.same(readsPast(source), [], source.path)
})

t.test('a read past it is found, however it is written', async t => {
  const found = (text: string) => readsPast(parseSource('a.ts', text))
  t.same(found("import { useMutation, useQuery as read } from '@tanstack/react-query'"), ['useQuery'])
  t.same(found("import { useSuspenseQuery } from '@tanstack/react-query'"), ['useSuspenseQuery'])
  t.same(found("import { QueryObserver } from '@tanstack/query-core'"), ['QueryObserver'])
  t.same(found("import * as query from '@tanstack/react-query'"), ['*'])
  t.same(found("import { QueryClient, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'"), [])
})
