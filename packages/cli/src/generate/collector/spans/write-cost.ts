import * as names from '../names.ts'
import { attribute, set, text, variable } from '../ottl.ts'
import type { PriceTable } from '../prices/price-table.ts'
import { UNKNOWN_RATE } from '../prices/price-record.ts'
import { CLASS_AMOUNTS } from './calculate.ts'

const rates = variable('rates')

/** How an attempt ends that left and never came back: it may be billed all the same. As in `@costspan/cost`. */
const LOST = '(?i)time.?out|abort|cancel|connection|reset|terminated|socket'

/** Writes what a call cost, or why that is not known, and marks the call as one to be counted. */
export function writeCost({ version }: PriceTable, draftNames: boolean): string[] {
  const nano = variable('nano')
  const priced = `${nano} != nil`
  const byClient = variable('byClient')
  const status = variable('status')
  return [
    ...clientCost(),
    ...statuses(),
    set(attribute(names.COST_STATUS), status, `${status} != "failed"`),
    set(attribute(names.TO_COUNT), status),
    set(attribute(names.COST_NANO_USD), nano, priced),
    set(attribute(names.COST_BASIS), text('client'), `${priced} and ${byClient} == true`),
    set(attribute(names.COST_BASIS), text('collector'), `${priced} and ${byClient} == nil`),
    set(attribute(names.PRICE_VERSION), text(version), `${priced} and ${byClient} == nil`),
    set(attribute(names.UNPRICED_REASON), variable('reason'), `${status} == "unpriced"`),
    set(attribute(names.PRICE_CONFLICT), 'true', `${variable('doubt')} != nil`),
    set(
      attribute(names.COST_PROBLEM),
      `Coalesce([${variable('problem')}, ${variable('doubt')}])`,
      `${variable('problem')} != nil or ${variable('doubt')} != nil`,
    ),
    ...parts(priced),
    set(
      attribute(names.CACHE_SAVED),
      cacheSaved(variable('saved')),
      `${priced} and ${variable('saved')} > 0 and ${knowsSavings()}`,
    ),
    ...(draftNames ? draft(`${priced} and ${byClient} == nil`) : []),
  ]
}

/** What so many tokens from the cache would have cost beyond what they did, in USD. */
export function cacheSaved(tokens: string): string {
  return `Double(${tokens} * (${rates}[1] - ${rates}[3])) / 1000000000000.0`
}

/** Whether both rates are known that the savings are the difference of. */
export function knowsSavings(): string {
  return `${rates}[1] != ${UNKNOWN_RATE} and ${rates}[3] != ${UNKNOWN_RATE}`
}

/** Gateways add a fee of some percent. Beyond this share of the cost that came, a price is wrong. As in `@costspan/cost`. */
const TOLERATED_PERCENT = 10

/**
 * A cost that came with the span is kept: who made the call knows its contract. But a zero for a call that used tokens and
 * is not free by our prices is a client that does not know, and so is a number that is no amount. One that is kept and that
 * our prices contradict is counted as a conflict, too: somebody should look at the price.
 */
function clientCost(): string[] {
  const given = variable('given')
  const nano = variable('nano')
  const ours = variable('ours')
  const isAmount = `${given} >= 0.0 and ${given} < 9000000.0`
  const isConflict = `not (${isAmount}) or (${given} == 0.0 and ${variable('hasUsage')} == true and ${variable('input')} + ${variable('output')} > 0 and (${nano} == nil or ${nano} > 0))`
  const kept = `${given} != nil and ${variable('byClient')} == true`
  return [
    ...names.CLIENT_COSTS.map((name) =>
      set(given, `Double(${attribute(name)})`, `${given} == nil and ${attribute(name)} != nil`),
    ),
    set(
      variable('doubt'),
      text('the cost that came with the span is not believed'),
      `${given} != nil and (${isConflict})`,
    ),
    set(variable('byClient'), 'true', `${given} != nil and not (${isConflict})`),
    set(ours, nano, `${kept} and ${variable('isPartial')} == nil`),
    set(nano, `Int(${given} * 1000000000.0 + 0.5)`, kept),
    set(
      variable('doubt'),
      text('the cost that came with the span is far from what our prices say'),
      `${kept} and ${ours} != nil and ((${nano} - ${ours}) * 100 > ${nano} * ${TOLERATED_PERCENT} or (${ours} - ${nano}) * 100 > ${nano} * ${TOLERATED_PERCENT})`,
    ),
    ...CLASS_AMOUNTS.map(([, amount]) => set(variable(amount), '0', kept)),
    // One sum for all: what it was paid for is not told.
    set(variable('requestPico'), `${nano} * 1000`, kept),
    set(variable('rest'), '0', kept),
    set(variable('saved'), '0', kept),
  ]
}

function statuses(): string[] {
  const status = variable('status')
  const nano = variable('nano')
  const noUsage = `${variable('hasUsage')} == nil and ${nano} == nil`
  const failed = `(${attribute(names.ERROR_TYPE)} != nil or span.status.code == STATUS_CODE_ERROR)`
  return [
    set(status, text('unpriced')),
    set(variable('reason'), text('no_usage'), noUsage),
    set(status, text('failed'), `${noUsage} and ${failed}`),
    set(status, text('unobserved'), `${noUsage} and IsMatch(${attribute(names.ERROR_TYPE)}, ${text(LOST)})`),
    set(status, text('invalid'), `${nano} == nil and ${variable('reason')} == nil and ${variable('problem')} != nil`),
    set(status, text('reported'), `${nano} != nil`),
    set(status, text('estimated'), `${nano} != nil and ${variable('isPartial')} == true`),
  ]
}

/** The additive parts in USD. What rounding left over goes to the first of them that there is. */
function parts(priced: string): string[] {
  const rest = variable('rest')
  return CLASS_AMOUNTS.flatMap(([costClass, amount]) => {
    const pico = variable(amount)
    return [
      set(
        attribute(`${names.COST_PART}${costClass}`),
        `Double(${pico} / 1000 + ${rest}) / 1000000000.0`,
        `${priced} and ${pico} > 0`,
      ),
      set(rest, '0', `${priced} and ${pico} > 0`),
    ]
  })
}

/** The names of draft #443, which keeps `local` and `provider` for applications; a cost that came with the span stays. */
export function draft(ours: string): string[] {
  return [
    set(attribute('gen_ai.usage.cost.amount'), `Double(${variable('nano')}) / 1000000000.0`, ours),
    set(attribute('gen_ai.usage.cost.currency'), text('USD'), ours),
    set(attribute('gen_ai.usage.cost.source'), text('collector'), ours),
  ]
}
