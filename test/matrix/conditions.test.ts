import { beforeAll, describe, expect, it } from 'vitest'

import { type Cell, METERED, type Run, runCell } from './harness/cell.ts'
import { titleOf } from './harness/cells.ts'

/** Circumstances under which nothing is exported; the application must not notice them either. */
const CONDITIONS = [
  { name: 'no trace is sampled', env: { OTEL_TRACES_SAMPLER: 'always_off' } },
  { name: 'OpenTelemetry is disabled', env: { OTEL_SDK_DISABLED: 'true' } },
  {
    name: 'nobody listens at the OTLP endpoint',
    env: { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1', OTEL_EXPORTER_OTLP_TIMEOUT: '200' },
  },
] as const

const cell: Cell = { folder: 'openai-7', loadedBy: 'import' }

describe(titleOf(cell), () => {
  let bare: Run
  beforeAll(async () => {
    bare = await runCell(cell)
  }, 120_000)

  for (const { name, env } of CONDITIONS) {
    it(`leaves all calls as they were where ${name}`, async () => {
      const metered = await runCell({ ...cell, env }, METERED)
      expect(metered.outcomes).toEqual(bare.outcomes)
      expect({ exitCode: metered.exitCode, spans: metered.spans }).toEqual({ exitCode: 0, spans: {} })
    }, 120_000)
  }
})
