import type { PricedCall } from '@costspan/cost'
import { register, type RegisterOptions } from '@costspan/node'
import type { Attributes } from '@opentelemetry/api'
import { addCall, emptyCost } from './add-call.ts'
import type { TestCost } from './test-cost.ts'

/** The tag under which a call carries its test. */
export const TEST_TAG = 'costspan_test'
const TEST_ATTRIBUTE = `costspan.tag.${TEST_TAG}`

/** Which test is running; undefined between tests, and where several run at once and cannot be told apart. */
export type CurrentTest = () => string | undefined

/** Adds up the calls of this process by test. */
export interface TestMeter {
  /** What a test cost so far; waits for calls whose tokens are still being counted. */
  costOf(id: string, file: string, name: string): Promise<TestCost>
  /** The same since it was taken last: where two tests have one id, no call is in the cost of both. */
  takeCost(id: string, file: string, name: string): Promise<TestCost>
}

/**
 * Switches metering on for a process that runs tests. Nothing is exported, unless `OTEL_TRACES_EXPORTER` or an endpoint says so.
 *
 * @param currentTest asked when a call starts that carries no test of its own
 */
export function meterTests(currentTest: CurrentTest = () => undefined): TestMeter {
  const { env } = process
  const isExported = Object.keys(env).some((name) => /^OTEL_EXPORTER_OTLP_(?:\w+_)?ENDPOINT$/.test(name))
  if (!isExported) {
    env['OTEL_TRACES_EXPORTER'] ??= 'none'
    env['OTEL_METRICS_EXPORTER'] ??= 'none'
  }
  const calls = new Map<string, PricedCall[]>()
  const telemetry = register({
    onCost(call) {
      const test = call.attributes[TEST_ATTRIBUTE]
      if (typeof test !== 'string') return
      const ofTest = calls.get(test)
      if (ofTest === undefined) calls.set(test, [call])
      else ofTest.push(call)
    },
    spanProcessors: [markWith(currentTest)],
  })
  const sum = (id: string, file: string, name: string): TestCost =>
    (calls.get(id) ?? []).reduce(addCall, emptyCost(file, name))
  return {
    async costOf(id, file, name) {
      await telemetry.flush()
      return sum(id, file, name)
    },
    async takeCost(id, file, name) {
      await telemetry.flush()
      const cost = sum(id, file, name)
      calls.delete(id)
      return cost
    },
  }
}

/** The processor of spans that `register` takes. */
type SpanProcessor = NonNullable<RegisterOptions['spanProcessors']>[number]

function markWith(currentTest: CurrentTest): SpanProcessor {
  const nothing = (): Promise<void> => Promise.resolve()
  return {
    onStart(span: StartedSpan) {
      if (span.attributes[TEST_ATTRIBUTE] !== undefined) return
      const test = currentTest()
      if (test !== undefined) span.setAttribute(TEST_ATTRIBUTE, test)
    },
    onEnd: () => undefined,
    forceFlush: nothing,
    shutdown: nothing,
  }
}

interface StartedSpan {
  readonly attributes: Attributes
  setAttribute(name: string, value: string): unknown
}
