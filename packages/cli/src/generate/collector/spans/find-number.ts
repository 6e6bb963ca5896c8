import { attribute, concat, replacePattern, set, text, variable } from '../ottl.ts'
import { patternExpression, SNAPSHOT_SUFFIX } from '../prices/name-patterns.ts'
import { ANY_PROVIDER, NUMBER_LENGTH, type PriceTable } from '../prices/price-table.ts'
import { splitName } from './find-provider.ts'

const provider = variable('provider')
const model = variable('model')
const name = variable('name')
const bare = variable('bare')
const number = variable('number')
const names = variable('names')

/** No model is called so, and names come from outside. */
const LONGEST_NAME = 300

/**
 * Finds the record of the model that an attribute names, unless it is found: by its name as it came, then without its path,
 * then by the patterns of its provider, then without the suffixes of its snapshot. Nothing else is taken off: a model that is
 * not found is counted as unpriced, never guessed. Sets `model` and `number`.
 */
export function findNumber(prices: PriceTable, modelAttribute: string): string[] {
  const open = `${number} == nil and ${model} != nil`
  const changeable = `${open} and not HasPrefix(${name}, "ft:")`
  return [
    set(
      model,
      `ToLowerCase(Trim(${attribute(modelAttribute)}))`,
      `${number} == nil and ${attribute(modelAttribute)} != nil`,
    ),
    set(name, model, open),
    ...lookUp(names, open),
    ...splitName(open),
    replacePattern(name, '^[^/]+/', '', `${open} and ${isOwnVendor(prices)}`),
    set(bare, name, open),
    ...lookUp(names, `${open} and ${bare} != ${model}`),
    ...byPattern(prices, open),
    set(name, bare, open),
    replacePattern(name, '-(20\\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\\d|3[01])(-|:|$)', '-${1}-${2}-${3}${4}', changeable),
    ...lookUp(names, `${open} and ${name} != ${bare}`),
    set(name, bare, open),
    ...[1, 2, 3].flatMap(() => [
      set(variable('longer'), name, changeable),
      replacePattern(name, `${SNAPSHOT_SUFFIX}$`, '', changeable),
      ...lookUp(names, `${changeable} and ${name} != ${variable('longer')}`),
    ]),
    ...(prices.names.has(ANY_PROVIDER) ? anyProvider(open) : []),
  ]
}

function lookUp(table: string, where: string): string[] {
  const key = variable('key')
  const at = variable('at')
  const asked = `${where} and ${table} != nil`
  return [
    set(key, concat(text('|'), name, text('=')), asked),
    set(at, '-1', asked),
    // A name with the table's own separator could reach over the end of its row.
    set(at, `Index(${table}, ${key})`, `${asked} and Index(${name}, "|") < 0 and Len(${name}) <= ${LONGEST_NAME}`),
    set(number, `Substring(${table}, ${at} + Len(${key}), ${NUMBER_LENGTH})`, `${asked} and ${at} >= 0`),
  ]
}

/** The vendor in a name is taken off where it is the provider, or one whose models the provider resells. */
function isOwnVendor({ resells }: PriceTable): string {
  const vendor = variable('vendor')
  const resold = [...resells].map(
    ([id, vendors]) => `(${provider} == ${text(id)} and IsMatch(${vendor}, ${text(`^(?:${vendors.join('|')})$`)}))`,
  )
  return `${vendor} != nil and (${[`${vendor} == ${provider}`, ...resold].join(' or ')})`
}

/** One expression for each provider, which turns a name into the key of the first pattern that it matches. */
function byPattern(prices: PriceTable, open: string): string[] {
  return [
    ...[...prices.patterns].flatMap(([id, patterns]) => {
      const { pattern, replacement } = patternExpression(patterns)
      return id === ANY_PROVIDER
        ? []
        : [replacePattern(name, pattern, replacement, `${open} and ${provider} == ${text(id)}`)]
    }),
    ...lookUp(names, `${open} and ${name} != ${bare}`),
  ]
}

/** Prices that the user wrote for a model whoever serves it. */
function anyProvider(open: string): string[] {
  const anyNames = variable('anyNames')
  return [set(name, model, open), ...lookUp(anyNames, open), set(name, bare, open), ...lookUp(anyNames, open)]
}
