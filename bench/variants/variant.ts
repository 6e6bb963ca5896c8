import type { OpenAiModule, SdkMajor } from '../calls/sdk-copies.ts'

/** Something that observes calls, switched on as its documentation says, with an exporter that takes all and keeps nothing. */
export interface Variant {
  /** What the tables call it. */
  readonly title: string
  /** Majors of `openai` that it records. */
  readonly majors: readonly SdkMajor[]
  /** True where it writes the cost of a call. */
  readonly hasCost: boolean
  /** Switches it on, before the SDK is loaded. */
  switchOn(): Promise<SwitchedOn>
}

/** A variant that is switched on. */
export interface SwitchedOn {
  /** Patches by hand what no module hook patches. */
  patch?(sdk: OpenAiModule): void
  /** What reached the exporter so far. */
  readonly exported: Exported
  /** Hands pending spans to the exporter. */
  flush(): Promise<void>
}

/** What an exporter was given, counted to show that a variant did its work and lost none of it. */
export interface Exported {
  spans: number
  costUsd: number
}
