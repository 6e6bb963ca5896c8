import { fileURLToPath } from 'node:url'

import { beforeAll, describe, expect, it } from 'vitest'

import { METERED, type Run, runCell } from './harness/cell.ts'
import { openaiCells, titleOf } from './harness/cells.ts'
import type { Outcome } from './harness/play.ts'

/** Scenarios that show the wire itself, where nothing can be hidden. */
const RAW = new Set([
  '.asResponse() whose body is piped on',
  '.asResponse() whose body is read piece by piece',
  'a malformed event in a stream',
])

const env = { COSTSPAN_CONFIG: fileURLToPath(new URL('ask-for-usage.yaml', import.meta.url)) }

for (const cell of openaiCells.filter(({ loadedBy }) => loadedBy === 'import')) {
  describe(`${titleOf(cell)}, asked for the usage of streams`, () => {
    let bare: Run
    let metered: Run
    beforeAll(async () => {
      ;[bare, metered] = await Promise.all([runCell(cell), runCell({ ...cell, env }, METERED)])
    }, 120_000)

    it('gives the application the same items, without the one that brings the usage', () => {
      expect(results(metered)).toEqual(results(bare))
    })

    it('knows the usage of a stream whose caller did not ask for it', () => {
      expect(metered.spans['a chat stream without include_usage']).toMatchObject([
        { input: 1_000, output: 100, nanoUsd: 210_000, costStatus: 'reported', estimated: false },
      ])
    })

    it('asks for nothing where the caller asked', () => {
      const name = 'a chat stream with include_usage'
      expect(metered.outcomes[name]?.wire).toEqual(bare.outcomes[name]?.wire)
    })
  })
}

/** Of what the application sees, all but the requests. OpenAI marks every item of such a stream with `usage: null`. */
function results({ outcomes }: Run): unknown {
  const seen = Object.entries(outcomes).filter(([name]) => !RAW.has(name))
  return Object.fromEntries(seen.map(([name, outcome]) => [name, withoutMark({ ...outcome, wire: [] })]))
}

function withoutMark(outcome: Outcome): unknown {
  const text = JSON.stringify(outcome, (key, value: unknown) => (key === 'usage' && value === null ? undefined : value))
  return JSON.parse(text.replaceAll(',\\"usage\\":null', ''))
}
