import * as names from '../names.ts'
import { attribute, concat, firstOf, lookUp, mapOf, set, text, variable } from '../ottl.ts'
import type { PriceParts } from '../prices/price-record.ts'
import type { PriceTable } from '../prices/price-table.ts'
import { TIMED } from '../prices/table-rows.ts'

const rows = variable('rows')
const key = variable('rowKey')
const tier = variable('tier')
const region = variable('region')
const segment = variable('segment')

/** Names that providers give their standard tier. */
const STANDARD_TIERS = ['', 'default', 'standard', 'auto', 'standard_only', 'on_demand']

/** Finds the rates of a record for the tier, the region and the time of the call, or leaves the span without `RATES`. */
export function findRates(prices: PriceTable): string[] {
  const hasTier = `(${names.SERVICE_TIERS.map((name) => `${attribute(name)} != nil`).join(' or ')})`
  const isStandard = STANDARD_TIERS.map((name) => `${tier} == ${text(name)}`).join(' or ')
  const hasRegion = `${attribute(names.REGION)} != nil`
  return [
    set(rows, lookUp(records(prices), attribute(names.RECORD))),
    set(key, text('')),
    set(tier, `ToLowerCase(Trim(${firstOf(...names.SERVICE_TIERS)}))`, hasTier),
    set(key, concat(text('#'), tier), `${tier} != nil and not (${isStandard})`),
    set(region, `ToLowerCase(Trim(${attribute(names.REGION)}))`, hasRegion),
    ...narrow(concat(key, text('~'), region), `${region} != nil`),
    ...(prices.segments.length === 0 ? [] : bySegment(prices)),
    set(attribute(names.RATES), `${rows}[${key}]`),
  ]
}

/** Regions and times of day without a price of their own change nothing. */
function narrow(narrower: string, where: string): string[] {
  const candidate = variable('narrowerKey')
  return [set(candidate, narrower, where), set(key, candidate, `${where} and ${rows}[${candidate}] != nil`)]
}

function bySegment({ segments }: PriceTable): string[] {
  const second = variable('second')
  const isTimed = `${rows}[${text(TIMED)}] != nil`
  return [
    set(second, 'Hour(span.start_time) * 3600 + Minute(span.start_time) * 60 + Second(span.start_time)', isTimed),
    ...segments.map(({ endSecond }, index) =>
      set(segment, text(`@${index}`), `${second} < ${endSecond} and ${segment} == nil`),
    ),
    ...narrow(concat(key, segment), `${segment} != nil`),
  ]
}

function records({ records: all }: PriceTable): string {
  return mapOf([...all].map(([number, byKey]) => [number, mapOf([...byKey].map(([k, parts]) => [k, list(parts)]))]))
}

function list(parts: PriceParts): string {
  return `[${parts.map((part) => `[${part.join(',')}]`).join(',')}]`
}
