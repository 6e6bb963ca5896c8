import { type FakeProvider, startFakeProvider } from '@costspan-test/fake-provider'
import { type LlmInstrumentation, llmInstrumentations, registerModuleHooks } from '@costspan/instrumentation'
import type { PricedCall } from '@costspan/cost'
import { type Metered, startMetered, totalNanoUsd } from './metered.ts'

/** A provider, and telemetry that meters the calls to it. */
export interface BillCheck {
  readonly provider: FakeProvider
  readonly metered: Metered
  /** Patches what was imported, as the module hooks do outside a test runner, which resolves imports by itself. */
  meter(module: string, moduleExports: object): void
  /** Starts to meter, where it was not to be done at once. */
  switchOn(): void
  /** Runs an application from a clean slate, and tells what both sides make of it. */
  run(application: () => Promise<unknown>): Promise<Accounts>
  close(): Promise<void>
}

/** The provider's bill beside ours. */
export interface Accounts {
  readonly billed: bigint
  readonly billedCalls: number
  readonly metered: bigint
  /** What the counter has, which counts failed calls too. */
  readonly counted: number
  readonly calls: readonly CallSummary[]
}

/** What the tests look at of a call. */
export interface CallSummary {
  readonly status: string
  readonly model: string | undefined
  /** The kind of the attempt, and how many came before: `retry 1`. */
  readonly attempt: string
  readonly nanoUsd: bigint | undefined
}

/** To be called before the framework is imported. `isSwitchedOn`: whether to meter at once, the default. */
export async function startBillCheck({ isSwitchedOn = true } = {}): Promise<BillCheck> {
  registerModuleHooks()
  const provider = await startFakeProvider()
  const metered = startMetered()
  const instrumentations = llmInstrumentations({ enabled: isSwitchedOn })
  for (const each of instrumentations) each.setTracerProvider(metered.tracerProvider)

  return {
    provider,
    metered,
    meter(module, moduleExports) {
      const instrumentation = instrumentations.find((each) => each.getConfig().provider.module === module)
      instrumentation?.patch(moduleExports)
    },
    switchOn() {
      for (const each of instrumentations) each.enable()
    },
    async run(application) {
      provider.reset()
      await metered.reset()
      await application()
      await ended(provider, instrumentations)
      const bill = provider.bill()
      return {
        billed: bill.totalNanoUsd,
        billedCalls: bill.calls,
        metered: totalNanoUsd(metered.calls),
        counted: await metered.countedCalls(),
        calls: metered.calls.map(summary),
      }
    },
    async close() {
      for (const each of instrumentations) each.disable()
      await metered.close()
      await provider.close()
    },
  }
}

/** Accounts that agree: all that was billed is metered, and nothing else is. */
export function agreeing(accounts: Accounts): Omit<Accounts, 'calls'> {
  const { billed, billedCalls } = accounts
  return { billed, billedCalls, metered: billed, counted: billedCalls }
}

/** The four figures of accounts, to be held against `agreeing`. */
export function figures({ billed, billedCalls, metered, counted }: Accounts): Omit<Accounts, 'calls'> {
  return { billed, billedCalls, metered, counted }
}

async function ended(provider: FakeProvider, instrumentations: readonly LlmInstrumentation[]): Promise<void> {
  await provider.idle()
  // A turn of the event loop, for what a framework does after its last chunk.
  await new Promise((resolve) => setImmediate(resolve))
  await Promise.all(instrumentations.map((each) => each.forceFlush()))
}

function summary({ status, requestModel, attributes, nanoUsd }: PricedCall): CallSummary {
  const { 'costspan.attempt.kind': kind, 'costspan.attempt.index': index } = attributes
  const attempt = `${typeof kind === 'string' ? kind : 'primary'} ${typeof index === 'number' ? index : 0}`
  return { status, model: requestModel, attempt, nanoUsd }
}
