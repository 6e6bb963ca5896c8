/** Writes the table of what is metered into its page: `npm run docs:table`. */
import { readFileSync, writeFileSync } from 'node:fs'
import { coveredProviders } from './covered-providers.ts'
import { meteredTable } from './metered-table.ts'
import { withTable } from './page-section.ts'

const PAGE = new URL('../../docs/metered.md', import.meta.url)

writeFileSync(PAGE, withTable(readFileSync(PAGE, 'utf8'), meteredTable(coveredProviders())))
