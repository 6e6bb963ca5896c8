import { LEDGER_DIMENSIONS, MEASURES, type LedgerDimension, type Selection } from './ledger.ts'
import { STEP_MILLIS } from './time-step.ts'

/** All that a question may have; each kind of question has some of it. */
interface AnyQuestion extends Selection {
  readonly by?: readonly string[]
  readonly step?: string
  readonly of?: string
  readonly quantiles?: readonly number[]
  readonly limit?: number
  readonly offset?: number
  readonly order?: string
}

/**
 * Questions are made of what people typed into a URL or a command line: what makes no sense is said before it is asked.
 *
 * @throws TypeError naming the part of the question, its value and what was expected
 */
export function checkQuestion(question: AnyQuestion): void {
  const { fromMillis, toMillis, where = {}, by = [], step, of, quantiles = [], limit, offset, order } = question
  for (const [name, millis] of Object.entries({ fromMillis, toMillis })) {
    if (millis !== undefined && !isInstant(millis)) throw wrong(name, millis, 'milliseconds since 1970')
  }
  for (const dimension of [...by, ...Object.keys(where)]) {
    if (!LEDGER_DIMENSIONS.includes(dimension as LedgerDimension))
      throw wrong('dimension', dimension, LEDGER_DIMENSIONS)
  }
  if (step !== undefined && !Object.hasOwn(STEP_MILLIS, step)) throw wrong('step', step, Object.keys(STEP_MILLIS))
  if (of !== undefined && !MEASURES.some((measure) => measure === of)) throw wrong('of', of, MEASURES)
  if (order !== undefined && !ORDERS.includes(order)) throw wrong('order', order, ORDERS)
  for (const share of quantiles) {
    if (!(share >= 0 && share <= 1)) throw wrong('quantiles', share, 'numbers from 0 to 1')
  }
  for (const [name, count] of Object.entries({ limit, offset })) {
    if (count !== undefined && !(Number.isSafeInteger(count) && count >= 0)) throw wrong(name, count, 'a whole number')
  }
}

/** Questions of other processes come as JSON, with anything in the place of a number. */
function isInstant(millis: unknown): boolean {
  return typeof millis === 'number' && !Number.isNaN(millis)
}

const ORDERS: readonly string[] = ['newest', 'oldest', 'dearest']

function wrong(name: string, value: unknown, expected: string | readonly string[]): TypeError {
  const choices = typeof expected === 'string' ? expected : `one of ${expected.join(', ')}`
  return new TypeError(`${name} is ${JSON.stringify(value) ?? String(value)}, expected ${choices}`)
}
