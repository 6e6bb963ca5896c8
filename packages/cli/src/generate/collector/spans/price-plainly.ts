import * as names from '../names.ts'
import { attribute, set, text, variable } from '../ottl.ts'
import { MOST_TOKENS, REQUEST_FIELD, TEXT_FIELDS } from '../prices/price-record.ts'
import type { PriceTable } from '../prices/price-table.ts'
import { chooseRates } from './calculate.ts'
import { countOf, hasModalCounts, withCached } from './read-usage.ts'
import { cacheSaved, draft, knowsSavings } from './write-cost.ts'

/** The settings that matter for the short way. */
export interface PlainPricing {
  readonly exclusiveCacheScopes: readonly string[]
  readonly draftNames: boolean
}

const input = variable('input')
const output = variable('output')
const cacheRead = variable('cacheRead')
const cacheWrite = variable('cacheWrite')
const cacheWrite1h = variable('cacheWrite1h')
const reasoning = variable('reasoning')
const rates = variable('rates')
const nano = variable('nano')
const rest = variable('rest')

/** The parts of a cost in the order in which they get what rounding leaves over, each with its pico-USD. */
const PARTS = [
  ['input', variable('inputPico'), `(${input} - ${cacheRead} - ${cacheWrite}) * ${rates}[1]`],
  ['output', variable('outputPico'), `(${output} - ${reasoning}) * ${rates}[2]`],
  ['cache_read', variable('cacheReadPico'), `${cacheRead} * ${rates}[3]`],
  [
    'cache_write',
    variable('cacheWritePico'),
    `(${cacheWrite} - ${cacheWrite1h}) * ${rates}[4] + ${cacheWrite1h} * ${rates}[5]`,
  ],
  ['reasoning', variable('reasoningPico'), `${reasoning} * ${rates}[6]`],
] as const

/** What may be priced in the short way, as far as attributes tell. */
export function isPlain(): string {
  const hasOutput = `${attribute(names.USAGE_OUTPUT)} != nil or ${attribute(names.OPERATION)} == "embeddings"`
  const clientCosts = names.CLIENT_COSTS.map((name) => `${attribute(name)} != nil`).join(' or ')
  return `${attribute(names.RATES)} != nil and (${hasOutput}) and not (${hasModalCounts()} or ${clientCosts})`
}

/**
 * The short way: nearly all calls have a model that is known, counts of text that do not contradict each other, and no cost of
 * their own. They are priced in half the statements that all others need, and to the same amounts. A call that turns out not to
 * be so stays without `TO_COUNT`, for the long way.
 */
export function pricePlainly(prices: PriceTable, { exclusiveCacheScopes, draftNames }: PlainPricing): string[] {
  const priced = `${nano} != nil`
  const write = (name: string, value: string): string => set(attribute(name), value, priced)
  return [
    set(input, `Int(${attribute(names.USAGE_INPUT)})`),
    set(output, `Int(${attribute(names.USAGE_OUTPUT)})`),
    set(output, '0', `${attribute(names.USAGE_OUTPUT)} == nil`),
    ...(['cacheRead', 'cacheWrite', 'cacheWrite1h', 'reasoning'] as const).map((count) =>
      set(variable(count), countOf(count)),
    ),
    withCached(exclusiveCacheScopes),
    ...chooseRates(prices.mostParts),
    ...PARTS.map(([, amount, value]) => set(amount, value)),
    set(nano, `(${PARTS.map(([, amount]) => amount).join(' + ')} + 500) / 1000`, isSound()),
    set(rest, `${nano} - (${PARTS.map(([, amount]) => `${amount} / 1000`).join(' + ')})`, priced),
    ...PARTS.flatMap(([costClass, amount]) => [
      set(
        attribute(`${names.COST_PART}${costClass}`),
        `Double(${amount} / 1000 + ${rest}) / 1000000000.0`,
        `${priced} and ${amount} > 0`,
      ),
      set(rest, '0', `${priced} and ${amount} > 0`),
    ]),
    set(attribute(names.CACHE_SAVED), cacheSaved(cacheRead), `${priced} and ${cacheRead} > 0 and ${knowsSavings()}`),
    write(names.COST_NANO_USD, nano),
    write(names.COST_BASIS, text('collector')),
    write(names.PRICE_VERSION, text(prices.version)),
    write(names.COST_STATUS, text('reported')),
    write(names.TO_COUNT, text('reported')),
    ...(draftNames ? draft(priced) : []),
  ]
}

/** Counts that a division of tokens can have produced, and a rate for each that is not zero. */
function isSound(): string {
  return [
    `${input} <= ${MOST_TOKENS} and ${output} <= ${MOST_TOKENS}`,
    `${reasoning} >= 0 and ${output} >= ${reasoning}`,
    `${cacheRead} >= 0 and ${cacheWrite1h} >= 0 and ${cacheWrite} >= ${cacheWrite1h}`,
    `${input} >= ${cacheRead} + ${cacheWrite}`,
    `(Len(${rates}) == ${TEXT_FIELDS} or ${rates}[${REQUEST_FIELD}] == 0)`,
    // A rate that is not known is negative.
    ...PARTS.filter(([costClass]) => costClass !== 'cache_write').map(([, amount]) => `${amount} >= 0`),
    `(${cacheWrite} == 0 or (${rates}[4] >= 0 and ${rates}[5] >= 0))`,
  ].join(' and ')
}
