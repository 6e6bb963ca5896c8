import * as names from '../names.ts'
import { attribute, set, text, variable } from '../ottl.ts'
import { REQUEST_FIELD, TEXT_FIELDS, UNKNOWN_RATE } from '../prices/price-record.ts'

/** The classes of cost that a collector tells apart, each with the variable of its amount. */
export const CLASS_AMOUNTS: readonly (readonly [costClass: string, amount: string])[] = [
  ['input', 'inputPico'],
  ['output', 'outputPico'],
  ['cache_read', 'cacheReadPico'],
  ['cache_write', 'cacheWritePico'],
  ['reasoning', 'reasoningPico'],
  ['audio', 'audioPico'],
  ['image', 'imagePico'],
  ['request', 'requestPico'],
]

/** A count of tokens, and the field of a row's part that has its rate. */
type Product = readonly [count: string, field: number]
type Amount = readonly [amount: string, ...products: readonly Product[]]

const TEXT_AMOUNTS: readonly Amount[] = [
  ['inputPico', ['plainInput', 1]],
  ['outputPico', ['plainOutput', 2]],
  ['cacheReadPico', ['cacheRead', 3]],
  ['cacheWritePico', ['cacheWrite', 4], ['cacheWrite1h', 5]],
  ['reasoningPico', ['reasoning', 6]],
]

/** Audio and images, at rates of their own. */
const MODAL_AMOUNTS: readonly Amount[] = [
  ['cacheReadPico', ['cacheRead', 3], ['cacheReadAudio', 9], ['cacheReadImage', 12]],
  ['audioPico', ['freshAudio', 7], ['outputAudio', 8]],
  ['imagePico', ['freshImage', 10], ['outputImage', 11]],
]

/** Audio and images where they cost what text costs. */
const MODAL_AS_TEXT: readonly Amount[] = [
  ['cacheReadPico', ['cacheRead', 3], ['cacheReadAudio', 3], ['cacheReadImage', 3]],
  ['audioPico', ['freshAudio', 1], ['outputAudio', 2]],
  ['imagePico', ['freshImage', 1], ['outputImage', 2]],
]

const rates = variable('rates')

/**
 * Multiplies the leaves by the rates: integers, from pico-USD rounded once to nano-USD, as in an application. Sets
 * `nano` and the amounts of the classes, or `reason` where something that was used has no rate.
 */
export function calculate(mostParts: number): string[] {
  const reason = variable('reason')
  const open = `${rates} != nil and ${variable('hasUsage')} == true and ${variable('problem')} == nil`
  const own = `${variable('isModal')} == true and Len(${rates}) > ${TEXT_FIELDS}`
  const asText = `${variable('isModal')} == true and Len(${rates}) <= ${TEXT_FIELDS}`
  const priced = `${open} and ${reason} == nil`
  return [
    ...chooseRates(mostParts),
    set(reason, text('no_rate'), `${open} and ${lacksRate(TEXT_AMOUNTS)}`),
    set(reason, text('no_rate'), `${priced} and ${own} and ${lacksRate(MODAL_AMOUNTS)}`),
    set(reason, text('no_rate'), `${priced} and ${asText} and ${lacksRate(MODAL_AS_TEXT)}`),
    ...amounts(TEXT_AMOUNTS, priced),
    ...amounts(MODAL_AMOUNTS, `${priced} and ${own}`),
    ...amounts(MODAL_AS_TEXT, `${priced} and ${asText}`),
    set(variable('requestPico'), `${rates}[${REQUEST_FIELD}]`, `${priced} and Len(${rates}) > ${REQUEST_FIELD}`),
    ...total(priced),
  ]
}

/** Statements that set `rates` to those for the length of the context. */
export function chooseRates(mostParts: number): string[] {
  const all = attribute(names.RATES)
  return Array.from({ length: mostParts }, (_, index) =>
    set(
      rates,
      `${all}[${index}]`,
      index === 0 ? `${all} != nil` : `Len(${all}) > ${index} and ${variable('input')} > ${all}[${index}][0]`,
    ),
  )
}

function lacksRate(wanted: readonly Amount[]): string {
  const lacking = wanted.flatMap(([, ...products]) =>
    products.map(([count, field]) => `(${variable(count)} > 0 and ${rates}[${field}] == ${UNKNOWN_RATE})`),
  )
  return `(${lacking.join(' or ')})`
}

function amounts(wanted: readonly Amount[], where: string): string[] {
  return wanted.map(([amount, ...products]) => {
    const terms = products.map(([count, field]) => `${variable(count)} * ${rates}[${field}]`)
    return set(variable(amount), terms.join(' + '), where)
  })
}

/** The sum, rounded half up, and what it has beyond the parts that are cut: that goes to the first part there is. */
function total(priced: string): string[] {
  const all = CLASS_AMOUNTS.map(([, amount]) => variable(amount))
  const nano = variable('nano')
  return [
    ...CLASS_AMOUNTS.slice(TEXT_AMOUNTS.length).map(([, amount]) =>
      set(variable(amount), '0', `${priced} and ${variable(amount)} == nil`),
    ),
    set(nano, `(${all.join(' + ')} + 500) / 1000`, priced),
    set(variable('rest'), `${nano} - (${all.map((amount) => `${amount} / 1000`).join(' + ')})`, priced),
  ]
}
