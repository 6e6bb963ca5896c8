import { beforeAll, describe, expect, it } from 'vitest'

import { type Cell, METERED, type Run, runCell } from './cell.ts'
import { titleOf } from './cells.ts'
import { compareOutcomes, compareSpans, expectedSpans, scenariosOf } from './judge.ts'
import type { Scenario } from './scenario.ts'

/** Tests one cell: what the application sees is the same with and without metering, and the spans are as they should be. */
export function describeCell(cell: Cell, scenarios: readonly Scenario<never>[]): void {
  describe(titleOf(cell), () => {
    let bare: Run
    let metered: Run
    beforeAll(async () => {
      ;[bare, metered] = await Promise.all([runCell(cell), runCell(cell, METERED)])
    }, 120_000)

    it('ends its process as without metering, and prints nothing more', () => {
      expect({ exitCode: metered.exitCode, stderr: metered.stderr }).toEqual({ exitCode: 0, stderr: bare.stderr })
    })

    it('gives OpenTelemetry nothing to complain of, such as a span that is ended twice', () => {
      expect(metered.complaints).toEqual([])
    })

    it('makes no span that belongs to no scenario', () => {
      expect(metered.spans['no scenario'] ?? []).toEqual([])
    })

    for (const scenario of scenariosOf(cell, scenarios)) {
      it(`leaves as it was: ${scenario.name}`, () => {
        expect(bare.outcomes[scenario.name]).toMatchObject({ wire: expect.any(Array) })
        expect(bare.outcomes[scenario.name]?.crash).toBeUndefined()
        const { found, expected } = compareOutcomes(cell, scenario, bare, metered)
        expect(found).toEqual(expected)
      })

      it(`makes ${spansInWords(expectedSpans(cell, scenario).length)} of: ${scenario.name}`, () => {
        const { found, expected } = compareSpans(cell, scenario, metered)
        expect(found).toEqual(expected)
      })
    }
  })
}

function spansInWords(count: number): string {
  if (count === 0) return 'no inference span'
  return count === 1 ? 'one span' : `${count} spans`
}
