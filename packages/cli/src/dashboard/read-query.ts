import { LEDGER_DIMENSIONS, type LedgerDimension, type Selection } from '../ledger/ledger.ts'
import { HttpRefusal } from '../receiver/http-refusal.ts'

/** A window of time that calls are looked at in: from the first instant up to, and without, the last. */
export interface TimeWindow {
  readonly fromMillis: number
  readonly toMillis: number
}

/** What a request of the page asks about. */
export interface DashboardQuery extends TimeWindow {
  readonly where: NonNullable<Selection['where']>
}

/**
 * Reads `from` and `to` (milliseconds since 1970) and any number of `where=dimension:value`; a value that is absent means
 * the calls that have none.
 *
 * @throws HttpRefusal with 400 that names the parameter, its value and what was expected
 */
export function readQuery(parameters: URLSearchParams): DashboardQuery {
  const fromMillis = readInteger(parameters, 'from', { least: 0, most: LAST_MILLIS })
  const toMillis = readInteger(parameters, 'to', { least: fromMillis + 1, most: LAST_MILLIS })
  return { fromMillis, toMillis, where: readWhere(parameters) }
}

/** A whole number, or `otherwise` where the parameter is absent. */
export function readInteger(parameters: URLSearchParams, name: string, bounds: IntegerBounds): number {
  const text = parameters.get(name)
  if (text === null && bounds.otherwise !== undefined) return bounds.otherwise
  const value = Number(text)
  if (text !== null && /^\d{1,16}$/.test(text) && value >= bounds.least && value <= bounds.most) return value
  throw refused(name, text, `a whole number from ${bounds.least} to ${bounds.most}`)
}

/** One of several words. */
export function readChoice<Choice extends string>(
  parameters: URLSearchParams,
  name: string,
  choices: readonly Choice[],
): Choice {
  const text = parameters.get(name)
  const choice = choices.find((each) => each === text)
  if (choice !== undefined) return choice
  throw refused(name, text, `one of ${choices.join(', ')}`)
}

/** The window of the same length before. */
export function windowBefore({ fromMillis, toMillis }: TimeWindow): TimeWindow {
  return { fromMillis: Math.max(0, fromMillis - (toMillis - fromMillis)), toMillis: fromMillis }
}

interface IntegerBounds {
  readonly least: number
  readonly most: number
  readonly otherwise?: number
}

/** The last instant of a JavaScript date. */
const LAST_MILLIS = 8.64e15

function readWhere(parameters: URLSearchParams): DashboardQuery['where'] {
  const where: Partial<Record<LedgerDimension, (string | undefined)[]>> = {}
  for (const text of parameters.getAll('where')) {
    const [, name, value] = /^(\w+)(?::(.*))?$/s.exec(text) ?? []
    const dimension = LEDGER_DIMENSIONS.find((each) => each === name)
    if (dimension === undefined)
      throw refused('where', text, `dimension:value with one of ${LEDGER_DIMENSIONS.join(', ')}`)
    ;(where[dimension] ??= []).push(value)
  }
  return where
}

function refused(name: string, text: string | null, expected: string): HttpRefusal {
  const shown = text === null ? 'missing' : JSON.stringify(text.slice(0, 100))
  return new HttpRefusal(400, `${name} is ${shown}, expected ${expected}`)
}
