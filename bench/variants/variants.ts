import { anthropicNative } from './anthropic-native.ts'
import { bare } from './bare.ts'
import { costspan, costspanWithoutNative } from './costspan.ts'
import { ddTrace, ddTraceWithEvents } from './dd-trace.ts'
import { floor } from './floor/floor.ts'
import { floorOnNative } from './floor/floor-on-native.ts'
import { langfuse } from './langfuse.ts'
import { openinference } from './openinference.ts'
import { openlit, openlitWithoutContent } from './openlit.ts'
import { opentelemetry } from './opentelemetry.ts'
import { sentry } from './sentry.ts'
import { traceloop } from './traceloop.ts'
import type { Variant } from './variant.ts'

/** All that is measured, in the order of the tables. */
export const variants = {
  bare,
  native: anthropicNative,
  floor,
  'floor-on-native': floorOnNative,
  costspan,
  'costspan-without-native': costspanWithoutNative,
  opentelemetry,
  traceloop,
  openinference,
  openlit,
  'openlit-without-content': openlitWithoutContent,
  langfuse,
  sentry,
  'dd-trace': ddTrace,
  'dd-trace-with-events': ddTraceWithEvents,
} as const satisfies Readonly<Record<string, Variant>>

export type VariantName = keyof typeof variants
