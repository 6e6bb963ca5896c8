import { bare } from './bare.ts'
import { costspan } from './costspan.ts'
import { floor } from './floor.ts'
import { openlit, openlitWithoutContent } from './openlit.ts'
import { opentelemetry } from './opentelemetry.ts'
import { traceloop } from './traceloop.ts'
import type { Variant } from './variant.ts'

/** All that is measured, in the order of the tables. */
export const variants = {
  bare,
  floor,
  costspan,
  opentelemetry,
  traceloop,
  openlit,
  'openlit-without-content': openlitWithoutContent,
} as const satisfies Readonly<Record<string, Variant>>

export type VariantName = keyof typeof variants
