/** Files that lie beside the code: the one place that knows where. What builds the program keeps this layout. */
const beside = (path: string): URL => new URL(path, import.meta.url)

/** Sources run as they are; a built program has the same files as JavaScript. */
const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js'

export const MIGRATIONS = beside('store/migrations/')
/** The built page. */
export const PAGE = beside('../web-ui/dist/')
export const PACKAGE = beside('../package.json')
export const IBERIAN_COMMONS = beside('../fixtures/iberian-commons.json')
export const VERIFY_WORKER = beside(`log/verify-worker.${extension}`)
export const VERIFY_EVIDENCE_WORKER = beside(`http/verify-evidence-worker.${extension}`)
