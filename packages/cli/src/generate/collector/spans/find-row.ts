import * as names from '../names.ts'
import { attribute, concat, firstOf, set, text, variable } from '../ottl.ts'
import type { PriceTable } from '../prices/price-table.ts'

const number = variable('number')
const records = variable('records')
const key = variable('rowKey')
const at = variable('at')

/** Names that providers give their standard tier. */
const STANDARD_TIERS = '^(?:default|standard|auto|standard_only|on_demand|)$'

/** Finds the row of the record for the tier, the region and the time of the call. Sets `row`, or else `reason`. */
export function findRow(prices: PriceTable): string[] {
  const found = `${number} != nil`
  const tier = variable('tier')
  const region = variable('region')
  const longest = Math.max(...prices.records.flatMap((rows) => rows.split('|').map(({ length }) => length)))
  return [
    ...prices.records.map((rows, hundred) =>
      set(
        records,
        text(`${rows}${' '.repeat(longest)}`),
        `${found} and HasPrefix(${number}, ${text(String(hundred).padStart(2, '0'))})`,
      ),
    ),
    set(tier, `ToLowerCase(Trim(${firstOf(...names.SERVICE_TIERS)}))`, found),
    `delete_key(span.cache, "tier") where ${tier} != nil and IsMatch(${tier}, ${text(STANDARD_TIERS)})`,
    set(region, `ToLowerCase(Trim(${attribute(names.REGION)}))`, `${found} and ${attribute(names.REGION)} != nil`),
    set(key, concat(text('|'), number), found),
    set(key, concat(key, text('#'), tier), `${found} and ${tier} != nil`),
    ...narrow(concat(text('~'), region), `${found} and ${region} != nil`),
    ...(prices.segments.length === 0 ? [] : bySegment(prices, found)),
    set(key, concat(key, text('=')), found),
    set(at, `Index(${records}, ${key})`, found),
    set(
      variable('row'),
      `Split(Substring(${records}, ${at} + Len(${key}), ${longest}), "|")[0]`,
      `${found} and ${at} >= 0`,
    ),
    ...reasons(),
  ]
}

/** Regions and times of day without a price of their own change nothing. */
function narrow(suffix: string, where: string): string[] {
  const narrower = variable('narrowerKey')
  return [
    set(narrower, concat(key, suffix, text('=')), where),
    set(key, concat(key, suffix), `${where} and Index(${records}, ${narrower}) >= 0`),
  ]
}

function bySegment({ segments }: PriceTable, found: string): string[] {
  const second = variable('second')
  return [
    set(second, 'Hour(span.start_time) * 3600 + Minute(span.start_time) * 60 + Second(span.start_time)', found),
    ...segments.map(({ startSecond, endSecond }, index) =>
      set(
        variable('segment'),
        text(`@${index}`),
        `${found} and ${second} >= ${startSecond} and ${second} < ${endSecond}`,
      ),
    ),
    ...narrow(variable('segment'), found),
  ]
}

/** Why there is no row; the last that holds is told. */
function reasons(): string[] {
  const reason = variable('reason')
  const model = variable('model')
  return [
    set(reason, text('unknown_service_tier'), `${number} != nil and ${variable('row')} == nil`),
    set(reason, text('no_model'), `${number} == nil and ${model} == nil`),
    set(reason, text('unknown_provider'), `${number} == nil and ${model} != nil`),
    set(
      reason,
      text('unknown_model'),
      `${number} == nil and ${model} != nil and ${variable('names')} != nil and ${variable('claimed')} == nil`,
    ),
  ]
}
