import type { SdkName } from '../calls/measured-sdks.ts'

/** Something that observes calls, switched on as its documentation says, with an exporter that takes all and keeps nothing. */
export interface Variant {
  /** What the tables call it. */
  readonly title: string
  /** SDKs whose calls it records. */
  readonly sdks: readonly SdkName[]
  /** Why it records no calls of others, where one would look for it. The tables say so. */
  readonly unmetered?: Readonly<Partial<Record<SdkName, string>>>
  /** What else is to be known of its row. */
  readonly remarks?: Readonly<Partial<Record<SdkName, string>>>
  /** True where it writes the cost of a call. */
  readonly hasCost: boolean
  /** What it is known to add to the cost of a stream without reason, in USD. Say it in `remarks`. */
  readonly streamCostErrorUsd?: Readonly<Partial<Record<SdkName, number>>>
  /** Switches it on, before the SDK is loaded. */
  switchOn(sdk: SdkName): Promise<SwitchedOn>
}

/** A variant that is switched on. */
export interface SwitchedOn {
  /** Patches by hand what no module hook patches. */
  patch?(sdkExports: unknown): void
  /** Gives the exports anew with clients that are wrapped, where that is how a tool is switched on. */
  wrap?(sdkExports: unknown): unknown
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
