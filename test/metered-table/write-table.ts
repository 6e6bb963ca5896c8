/** Writes the table of what is metered into the README: `npm run docs:table`. */
import { readFileSync, writeFileSync } from 'node:fs'
import { coveredProviders } from './covered-providers.ts'
import { meteredTable } from './metered-table.ts'
import { withTable } from './readme-section.ts'

const README = new URL('../../README.md', import.meta.url)

writeFileSync(README, withTable(readFileSync(README, 'utf8'), meteredTable(coveredProviders())))
