import { fileURLToPath } from 'node:url'

import { beforeAll, describe, expect, it } from 'vitest'

import { anthropicScenarios } from './anthropic/scenarios.ts'
import { type Cell, METERED, type Run, runCell } from './harness/cell.ts'
import { anthropicCells, openaiCells, titleOf } from './harness/cells.ts'
import { compareOutcomes, compareSpans, scenariosOf } from './harness/judge.ts'
import type { Scenario } from './harness/scenario.ts'
import { openaiScenarios } from './openai/scenarios.ts'

const env = { COSTSPAN_CONFIG: fileURLToPath(new URL('guarded.yaml', import.meta.url)) }

/** The newest major of each SDK, whose calls a guard lets through. */
const GUARDED: readonly { readonly cell: Cell; readonly scenarios: readonly Scenario<never>[] }[] = [
  ...openaiCells.filter(({ folder }) => folder === 'openai-7').map((cell) => ({ cell, scenarios: openaiScenarios })),
  ...anthropicCells
    .filter(({ folder, loadedBy }) => folder === 'anthropic-1' && loadedBy === 'import')
    .map((cell) => ({ cell, scenarios: anthropicScenarios })),
]

for (const { cell, scenarios } of GUARDED) {
  describe(`${titleOf(cell)}, under a guard that allows`, () => {
    let bare: Run
    let guarded: Run
    beforeAll(async () => {
      const env1 = { ...cell.env, ...env }
      ;[bare, guarded] = await Promise.all([runCell(cell), runCell({ ...cell, env: env1 }, METERED)])
    }, 120_000)

    it('ends its process as without a guard, and prints nothing more', () => {
      expect({ exitCode: guarded.exitCode, stderr: guarded.stderr }).toEqual({ exitCode: 0, stderr: bare.stderr })
    })

    it('gives OpenTelemetry nothing to complain of', () => {
      expect(guarded.complaints).toEqual([])
    })

    for (const scenario of scenariosOf(cell, scenarios)) {
      it(`leaves as it was: ${scenario.name}`, () => {
        const { found, expected } = compareOutcomes(cell, scenario, bare, guarded)
        expect(found).toEqual(expected)
      })

      it(`makes the same spans of: ${scenario.name}`, () => {
        const { found, expected } = compareSpans(cell, scenario, guarded)
        expect(found).toEqual(expected)
      })
    }
  })
}
