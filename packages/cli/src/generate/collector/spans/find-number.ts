import { lookUp, replacePattern, set, text, variable } from '../ottl.ts'
import { patternExpression, SNAPSHOT_SUFFIX } from '../prices/name-patterns.ts'
import type { PriceTable } from '../prices/price-table.ts'
import { ANY_PROVIDER } from '../prices/table-writer.ts'
import { splitName } from './find-provider.ts'
import { exactNames, namesOfAnyone, patternNames } from './name-tables.ts'

const provider = variable('provider')
const name = variable('name')
const bare = variable('bare')
const number = variable('number')
const shelf = variable('shelf')
const keys = variable('keys')
const anyone = variable('anyone')

/** Takes the names of one provider out of the table: they are asked for many times. Sets `shelf`, `keys` and `anyone`. */
export function takeNames(prices: PriceTable): string[] {
  const ofAnyone = namesOfAnyone(prices)
  return [
    set(shelf, lookUp(exactNames(prices), provider)),
    set(keys, lookUp(patternNames(prices), provider)),
    ...(ofAnyone === undefined ? [] : [set(anyone, ofAnyone)]),
  ]
}

/**
 * Finds the number of a model's record by the name in a variable, unless it is found: as it came, then without its path, then
 * by the patterns of its provider, then without the suffixes of its snapshot. Nothing else is taken off: a model that is not
 * found is counted as unpriced, never guessed. Sets `number`.
 */
export function findNumber(prices: PriceTable, model: string): string[] {
  const open = `${number} == nil and ${model} != nil`
  const changeable = `${open} and not HasPrefix(${name}, "ft:")`
  const lookUpIn = (table: string): string => set(number, `${table}[${name}]`, open)
  const shorter = [replacePattern(name, `${SNAPSHOT_SUFFIX}$`, '', changeable), lookUpIn(shelf)]
  return [
    set(name, model, open),
    lookUpIn(shelf),
    ...splitName(prices, open),
    replacePattern(name, '^[^/]+/', '', `${open} and ${isOwnVendor(prices)}`),
    set(bare, name, open),
    lookUpIn(shelf),
    ...byPattern(prices, open),
    lookUpIn(keys),
    set(name, bare, open),
    replacePattern(name, '-(20\\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\\d|3[01])(-|:|$)', '-${1}-${2}-${3}${4}', changeable),
    lookUpIn(shelf),
    set(name, bare, open),
    ...shorter,
    ...shorter,
    ...shorter,
    ...(prices.names.has(ANY_PROVIDER)
      ? [set(name, model, open), lookUpIn(anyone), set(name, bare, open), lookUpIn(anyone)]
      : []),
  ]
}

/** The vendor in a name is taken off where it is the provider, or one whose models the provider resells. */
function isOwnVendor({ resells }: PriceTable): string {
  const vendor = variable('vendor')
  const resold = [...resells].map(
    ([id, vendors]) =>
      `(${provider} == ${text(id)} and (${vendors.map((one) => `${vendor} == ${text(one)}`).join(' or ')}))`,
  )
  return `${vendor} != nil and (${[`${vendor} == ${provider}`, ...resold].join(' or ')})`
}

/** One expression for each provider, which turns a name into the key of the first pattern that it matches. */
function byPattern(prices: PriceTable, open: string): string[] {
  return [...prices.patterns].flatMap(([id, patterns]) => {
    const { pattern, replacement } = patternExpression(patterns)
    return id === ANY_PROVIDER
      ? []
      : [replacePattern(name, pattern, replacement, `${open} and ${provider} == ${text(id)}`)]
  })
}
