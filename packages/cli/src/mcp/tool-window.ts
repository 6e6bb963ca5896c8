import { z } from 'zod'
import type { Selection } from '../ledger/ledger.ts'
import { DAY_MILLIS } from '../ledger/time-step.ts'

/** The window of a question, as an assistant may state it: the last days, or from one UTC day up to another. */
export const WINDOW_INPUT: {
  readonly days: z.ZodOptional<z.ZodInt>
  readonly from: z.ZodOptional<z.ZodISODate>
  readonly to: z.ZodOptional<z.ZodISODate>
} = {
  days: z.int().min(1).max(3_660).optional().describe('The last so many days, up to now. Default: 7'),
  from: z.iso.date().optional().describe('Instead of days: the first UTC day, such as 2026-11-01'),
  to: z.iso.date().optional().describe('The day after the last one. Default: now'),
}

const FILTERS = ['feature', 'user', 'team', 'tenant', 'model'] as const

/** Which calls a question is about; each is optional. */
export const FILTER_INPUT: Readonly<Record<(typeof FILTERS)[number], z.ZodOptional<z.ZodString>>> = {
  feature: z.string().optional(),
  user: z.string().optional(),
  team: z.string().optional(),
  tenant: z.string().optional(),
  model: z.string().optional().describe('The model that answered'),
}

/** @throws TypeError for a window that ends before it begins */
export function toolWindow(
  {
    days = 7,
    from,
    to,
  }: { readonly days?: number | undefined; readonly from?: string | undefined; readonly to?: string | undefined },
  nowMillis: number,
): { readonly fromMillis: number; readonly toMillis: number } {
  const toMillis = to === undefined ? nowMillis : Date.parse(to)
  const fromMillis = from === undefined ? toMillis - days * DAY_MILLIS : Date.parse(from)
  if (fromMillis >= toMillis) {
    throw new TypeError(`from is ${from}, expected a day before ${new Date(toMillis).toISOString()}`)
  }
  return { fromMillis, toMillis }
}

/** The calls that a question's filters leave. */
export function toolFilter(input: {
  readonly [Name in (typeof FILTERS)[number]]?: string | undefined
}): NonNullable<Selection['where']> {
  return Object.fromEntries(FILTERS.flatMap((name) => (input[name] === undefined ? [] : [[name, [input[name]]]])))
}
