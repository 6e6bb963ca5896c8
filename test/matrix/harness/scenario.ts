import type { MatrixProvider } from './provider.ts'

/** Something an application does with an SDK, with all it can observe, and the spans that must come of it. */
export interface Scenario<Stage> {
  readonly name: string
  /** Does it, and resolves to what the application saw, as JSON. */
  readonly run: (stage: Stage & { readonly provider: MatrixProvider }) => unknown
  /** The inference spans in any order. */
  readonly spans: readonly ExpectedSpan[]
  /** The spans where the SDK traces itself, if they differ. */
  readonly nativeSpans?: readonly ExpectedSpan[]
  /** Folders of `sdk-majors` whose SDK lacks what the scenario uses. */
  readonly missingIn?: readonly string[]
  /** The application drops something unread, so that its span can end only when the garbage is collected. */
  readonly leavesGarbage?: true
  /** The application passes in something that throws when it is read, of which OpenTelemetry may well complain. */
  readonly isHostile?: true
}

/** What a span must say. A field that is absent here is not compared; one that is `undefined` must be absent there. */
export interface ExpectedSpan {
  readonly operation: string
  readonly provider?: string
  readonly region?: string | undefined
  readonly requestModel?: string
  readonly responseModel?: string | undefined
  readonly input?: number | undefined
  readonly output?: number | undefined
  readonly cacheRead?: number | undefined
  readonly cacheWrite?: number | undefined
  readonly reasoning?: number | undefined
  /** The tokens were counted by us. */
  readonly estimated?: boolean
  readonly costStatus?: string | undefined
  readonly nanoUsd?: number | undefined
  readonly failed?: boolean
  readonly errorType?: string | undefined
  readonly resends?: number | undefined
  /** Attempts that may be billed and brought no usage. */
  readonly unobserved?: number | undefined
}
