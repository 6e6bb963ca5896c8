import type { Cell, Run } from './cell.ts'
import type { Outcome } from './play.ts'
import type { ExpectedSpan, Scenario } from './scenario.ts'
import type { SpanSummary } from './span-summary.ts'

/** Two things that are to be equal. */
export interface Comparison {
  readonly found: unknown
  readonly expected: unknown
}

/** The scenarios that the SDK of a cell can play. */
export function scenariosOf<Stage>(
  { folder }: Cell,
  scenarios: readonly Scenario<Stage>[],
): readonly Scenario<Stage>[] {
  return scenarios.filter(({ missingIn }) => missingIn?.includes(folder) !== true)
}

/** What the application sees with metering, beside what it sees without. */
export function compareOutcomes(cell: Cell, { name }: Scenario<never>, bare: Run, metered: Run): Comparison {
  return { found: seenBy(cell, metered.outcomes[name]), expected: seenBy(cell, bare.outcomes[name]) }
}

/** The spans of a scenario, as far as it speaks of them, beside what it expects. */
export function compareSpans(cell: Cell, scenario: Scenario<never>, metered: Run): Comparison {
  const expected = expectedSpans(cell, scenario)
  const found = metered.spans[scenario.name] ?? []
  return { found: found.map((span, index) => spokenOf(span, expected[index])), expected }
}

export function expectedSpans({ isNative }: Cell, { spans, nativeSpans }: Scenario<never>): readonly ExpectedSpan[] {
  return (isNative === true ? nativeSpans : undefined) ?? spans
}

/** A span beyond the expected ones is shown whole. */
function spokenOf(summary: SpanSummary, expected: ExpectedSpan | undefined): Partial<SpanSummary> {
  if (expected === undefined) return summary
  const keys = Object.keys(expected) as (keyof ExpectedSpan)[]
  return Object.fromEntries(keys.map((key) => [key, summary[key]]))
}

/**
 * An SDK that traces itself sends its own trace context, and the application's baggage with it: its doing and not ours. Who
 * the call is for must not be in it all the same.
 */
function seenBy({ isNative }: Cell, outcome: Outcome | undefined): Outcome | undefined {
  if (outcome === undefined || isNative !== true) return outcome
  const wire = outcome.wire.map(({ headers: { traceparent: _, baggage, ...headers }, ...rest }) => {
    const identifies = typeof baggage === 'string' && /costspan|user|session|ada|search/.test(baggage)
    return { ...rest, headers: identifies ? { ...headers, baggage } : headers }
  })
  return { ...outcome, wire }
}
