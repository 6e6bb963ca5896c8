import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises'

import { diag, DiagLogLevel, trace } from '@opentelemetry/api'

import { cachedPlay } from './cached-play.ts'
import { describeError } from './describe.ts'
import { type MatrixProvider, startMatrixProvider, type WireRecord } from './provider.ts'
import type { Scenario } from './scenario.ts'

/** All that an application, its process and its provider can notice of one scenario. */
export interface Outcome {
  readonly result: unknown
  /** How the scenario itself failed, which no scenario means to. */
  readonly crash: unknown
  readonly wire: readonly WireRecord[]
  readonly unhandledRejections: readonly unknown[]
  readonly warnings: readonly string[]
  readonly console: readonly string[]
}

export interface Performance {
  readonly outcomes: Readonly<Record<string, Outcome>>
  /** What OpenTelemetry complained of, such as a span that is ended twice, in scenarios that give no reason to. */
  readonly complaints: readonly string[]
}

/** The tracer whose spans tell which scenario a trace belongs to. */
export const SCENARIO_TRACER = 'costspan-matrix'

/** Plays the scenarios one after the other, and notes everything there is to notice. */
export async function playAll<Stage>(
  scenarios: readonly Scenario<Stage>[],
  folder: string,
  stageFor: (provider: MatrixProvider) => Stage,
): Promise<Performance> {
  const provider = await startMatrixProvider()
  const noticed = startNoticing()
  const outcomes: Record<string, Outcome> = {}
  const playAgain = await cachedPlay()
  const complaints: string[] = []
  for (const scenario of scenarios.filter(({ missingIn }) => missingIn?.includes(folder) !== true)) {
    const stage = { ...stageFor(provider), provider }
    const run = playAgain === undefined ? scenario.run : playAgain(scenario.name, scenario.run)
    if (playAgain !== undefined) {
      await settle(() => run(stage))
      await provider.takeWire()
      await turn()
      if (scenario.leavesGarbage) await collectGarbage()
      noticed.take()
    }
    const told = await trace.getTracer(SCENARIO_TRACER).startActiveSpan(scenario.name, async (span) => {
      const settled = await settle(() => run(stage))
      span.end()
      return settled
    })
    const wire = await provider.takeWire()
    await turn()
    if (scenario.leavesGarbage) await collectGarbage()
    const { complained, ...seen } = noticed.take()
    outcomes[scenario.name] = { ...told, wire, ...seen }
    if (!scenario.isHostile) complaints.push(...complained.map((complaint) => `${scenario.name}: ${complaint}`))
  }
  await provider.close()
  return withoutAccidents({ outcomes, complaints }, provider.port)
}

async function settle(run: () => unknown): Promise<{ result: unknown; crash: unknown }> {
  try {
    return { result: await run(), crash: undefined }
  } catch (error) {
    return { result: undefined, crash: describeError(error) }
  }
}

type Noticed = Pick<Outcome, 'unhandledRejections' | 'warnings' | 'console'> & {
  readonly complained: readonly string[]
}

/** Notices what a process tells beside its results; `take` gives what came since it was last asked. */
function startNoticing(): { take(): Noticed } {
  let unhandledRejections: unknown[] = []
  let warnings: string[] = []
  let printed: string[] = []
  let complained: string[] = []

  process.on('unhandledRejection', (reason) => unhandledRejections.push(describeError(reason)))
  process.on('warning', ({ name, message }) => warnings.push(`${name}: ${message}`))
  for (const level of ['log', 'info', 'warn', 'error', 'debug'] as const) {
    console[level] = (...args: unknown[]) => void printed.push(`${level}: ${args.map(String).join(' ')}`)
  }
  const complain = (...details: unknown[]): void => void complained.push(details.map(String).join(' '))
  const ignore = (): void => {}
  diag.setLogger(
    { error: complain, warn: complain, info: ignore, debug: ignore, verbose: ignore },
    { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true },
  )

  return {
    take() {
      const noticed = { unhandledRejections, warnings, console: printed, complained }
      unhandledRejections = []
      warnings = []
      printed = []
      complained = []
      return noticed
    },
  }
}

async function collectGarbage(): Promise<void> {
  for (let round = 0; round < 3; round += 1) {
    globalThis.gc?.()
    await wait(5)
  }
}

const TIMES = new Set(['created', 'created_at', 'completed_at', 'expires_at'])

/**
 * Times, ports and process ids differ from run to run without anybody's doing. So do the provider's ids, which count all its
 * requests: one that a loaded machine does not get out before its timeout would shift all that follow.
 */
function withoutAccidents(performance: Performance, port: string): Performance {
  const text = JSON.stringify(performance, (key, value: unknown) => {
    if (TIMES.has(key) && typeof value === 'number') return 0
    return typeof value === 'string' ? withoutNumbersOfThisRun(value, port) : value
  })
  return JSON.parse(text) as Performance
}

function withoutNumbersOfThisRun(text: string, port: string): string {
  return text
    .replaceAll(`:${port}`, ':PORT')
    .replaceAll(/("\w+_at"|"created"):\d+/g, '$1:0')
    .replaceAll(/\(node:\d+\)/g, '(node)')
    .replaceAll(/\b([a-z]+[-_])0{10,}\w+/g, '$1ID')
}
