import { beforeAll, describe, expect, it } from 'vitest'

import { anthropicScenarios } from './anthropic/scenarios.ts'
import { CACHED_PLAY } from './harness/cached-play.ts'
import { type Cell, METERED, type Run, runCell } from './harness/cell.ts'
import { anthropicCells, openaiCells, titleOf } from './harness/cells.ts'
import { scenariosOf } from './harness/judge.ts'
import type { Outcome } from './harness/play.ts'
import type { Scenario } from './harness/scenario.ts'
import { openaiScenarios } from './openai/scenarios.ts'

/** Two majors of each SDK, of which the last has spans of its own. */
const CACHED: readonly { readonly cell: Cell; readonly scenarios: readonly Scenario<never>[] }[] = [
  ...openaiCells
    .filter(({ folder, loadedBy }) => ['openai-6', 'openai-7'].includes(folder) && loadedBy === 'import')
    .map((cell) => ({ cell, scenarios: openaiScenarios })),
  ...anthropicCells
    .filter(({ loadedBy, isNative }) => loadedBy === 'import' && isNative !== true)
    .map((cell) => ({ cell, scenarios: anthropicScenarios })),
]

/** What a hit cannot be like, and why. */
const DIFFERENT: Readonly<Record<string, string>> = {
  'a client with its own fetch': 'nothing is sent',
  'responses.retrieve() of a response that is paid already':
    'the fake provider forgets what it stored between two plays',
  'runTools() with a tool that is called once': "the fake provider's words follow from ids, which count its requests",
  'beta.messages.toolRunner() with a tool that is called once': 'as of runTools()',
}

for (const { cell, scenarios } of CACHED) {
  describe(`${titleOf(cell)}, answered by a cache`, () => {
    let bare: Run
    let cached: Run
    beforeAll(async () => {
      const settings = new URL('cached.yaml', import.meta.url)
      const again = { ...cell, settings, env: { ...cell.env, [CACHED_PLAY]: '1' } }
      ;[bare, cached] = await Promise.all([runCell(cell), runCell(again, METERED)])
    }, 180_000)

    it('ends its process as without a cache, and prints nothing more', () => {
      expect({ exitCode: cached.exitCode, stderr: cached.stderr }).toEqual({ exitCode: 0, stderr: bare.stderr })
    })

    it('gives OpenTelemetry nothing to complain of', () => {
      expect(cached.complaints).toEqual([])
    })

    const all = scenariosOf(cell, scenarios)
    for (const { name } of all.filter((scenario) => DIFFERENT[scenario.name] === undefined)) {
      it(`sees no difference: ${name}`, () => {
        expect(seen(cached.outcomes[name])).toEqual(seen(bare.outcomes[name]))
      })
    }

    for (const { name } of all.filter((scenario) => DIFFERENT[scenario.name] !== undefined)) {
      it(`sees a difference: ${name}: ${DIFFERENT[name]}`, () => {
        expect(seen(cached.outcomes[name])).not.toEqual(seen(bare.outcomes[name]))
      })
    }

    it('is answered by it wherever the answer was whole', () => {
      const names = all.map(({ name }) => name)
      const hits = names.filter(
        (name) => bare.outcomes[name]?.wire.length !== 0 && cached.outcomes[name]?.wire.length === 0,
      )
      expect(hits.length).toBeGreaterThan(names.length * 0.45)
    })
  })
}

/** All but what is on the wire, where a hit is nothing, and the usage, which is none. */
function seen(outcome: Outcome | undefined): unknown {
  if (outcome === undefined) return undefined
  const { wire: _, ...rest } = outcome
  return JSON.parse(
    JSON.stringify(rest, (key, value: unknown) => {
      if (typeof value === 'number' && TOKENS.test(key)) return 0
      return typeof value === 'string' ? withoutCounts(value) : value
    }),
  )
}

const TOKENS = /tokens(?:_details)?$/

/** Usage is also in the text of streams; and Node.js numbers what nobody awaited, and explains itself once. */
function withoutCounts(text: string): string {
  return text
    .replaceAll(/(tokens\\?":)\d+/g, '$1#')
    .replaceAll(/rejection id: \d+/g, 'rejection')
    .replace(/\n\(Use `node --trace-warnings.*/, '')
}
