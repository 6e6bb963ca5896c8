import { LlmInstrumentation } from '@costspan/instrumentation'
import { createRequire } from 'node:module'
import { afterAll, describe, expect, it } from 'vitest'
import { startTelemetry, type Telemetry } from './telemetry.ts'

const require2 = createRequire(import.meta.url)

describe('the packages under test', () => {
  const telemetry: Telemetry = startTelemetry()
  afterAll(() => telemetry.shutdown())

  it('run on the OpenTelemetry API 1.9', () => {
    const registered: unknown = Reflect.get(globalThis, Symbol.for('opentelemetry.js.api.1'))
    expect(registered).toMatchObject({ version: '1.9.1' })
  })

  it('extend the instrumentation base of the 2.x line', () => {
    const { InstrumentationBase } = require2('@opentelemetry/instrumentation') as { InstrumentationBase: () => void }
    expect(LlmInstrumentation.prototype).toBeInstanceOf(InstrumentationBase)
  })
})
