import type { CallShape } from './call-shapes.ts'

/** An SDK of a provider that is measured, in one of its majors. */
export interface MeasuredSdk {
  /** What the tables call it. */
  readonly title: string
  /** The package that instrumentations look for. */
  readonly module: string
  /** The same version under a name that no instrumentation looks for, so that one process has both. */
  readonly unpatchedModule: string
  /** What one call costs by the provider's price, so that a tool which computes cost can be held to it. */
  readonly callCostUsd: number
  /** Makes a function that does one call of that shape with that copy of the SDK, to its end. */
  callOf(copy: SdkCopy, shape: CallShape): () => Promise<void>
}

/** A copy of an SDK that is loaded. */
export interface SdkCopy {
  /** What the package exports. */
  readonly exports: unknown
  /** Whether it is the one that instrumentations patch. The other one must not trace itself either. */
  readonly isPatchable: boolean
}
