import { cataloguePrices } from './catalogue-prices.ts'
import { checkFactor, checkPriceRow } from './check-price-row.ts'
import { checkOrigin } from './check-origin.ts'
import { expected, expectArray, expectKeys, expectObject, expectText } from './expect-json.ts'
import { compilePattern } from './name-pattern.ts'
import type { PriceFile } from './price-file.ts'
import type { PriceSource } from './price-source.ts'

/**
 * Makes a price source of a price file, after checking all of it. Nothing is changed when it does not validate, so that
 * `book.use(parsePriceFile(json, url))` keeps the old prices then.
 *
 * @param json the parsed JSON of a `PriceFile`
 * @param name where it comes from, such as its URL; a later file of the same name replaces it in a price book
 * @throws TypeError with the path of the first thing that is wrong, its value and what was expected
 */
export function parsePriceFile(json: unknown, name: string): PriceSource {
  const file = checkPriceFile(json)
  return cataloguePrices({
    name,
    version: file.version,
    published: file.published,
    providerIds: Object.keys(file.providers),
    provider: (id) => (Object.hasOwn(file.providers, id) ? file.providers[id] : undefined),
  })
}

/** Checks a price file of unknown origin and returns it as what it is. Throws as `parsePriceFile` does. */
export function checkPriceFile(json: unknown): PriceFile {
  const file = expectObject(json, '$')
  expectKeys(file, ['format', 'version', 'published', 'providers'], '$')
  if (file['format'] !== 'costspan.prices/1') throw expected('$.format', file['format'], '"costspan.prices/1"')
  expectText(file['version'], '$.version')
  checkPublished(file['published'])
  const providers = Object.entries(expectObject(file['providers'], '$.providers'))
  if (providers.length === 0) throw expected('$.providers', file['providers'], 'an object with at least one provider')
  for (const [id, provider] of providers) checkProvider(provider, `$.providers[${JSON.stringify(id)}]`)
  return json as PriceFile
}

function checkPublished(value: unknown): void {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value) || Number.isNaN(Date.parse(value))) {
    throw expected('$.published', value, 'a day such as "2026-11-22"')
  }
}

function checkProvider(value: unknown, path: string): void {
  const provider = expectObject(value, path)
  expectKeys(provider, ['claims', 'resells', 'origin', 'models'], path)
  checkNames(provider['claims'], `${path}.claims`)
  checkNames(provider['resells'], `${path}.resells`)
  if (provider['origin'] !== undefined) checkOrigin(provider['origin'], `${path}.origin`)
  for (const [index, model] of expectArray(provider['models'], `${path}.models`).entries()) {
    checkModel(model, `${path}.models[${index}]`)
  }
}

function checkModel(value: unknown, path: string): void {
  const model = expectObject(value, path)
  expectKeys(model, ['id', 'names', 'prices', 'regions', 'origins'], path)
  expectText(model['id'], `${path}.id`)
  checkNames(model['names'], `${path}.names`)
  const rows = expectArray(model['prices'], `${path}.prices`)
  if (rows.length === 0) throw expected(`${path}.prices`, rows, 'an array with at least one row')
  for (const [index, row] of rows.entries()) checkPriceRow(row, `${path}.prices[${index}]`)
  if (model['origins'] !== undefined) {
    const origins = expectArray(model['origins'], `${path}.origins`)
    for (const [index, origin] of origins.entries()) checkOrigin(origin, `${path}.origins[${index}]`)
  }
  if (model['regions'] === undefined) return
  for (const [region, factor] of Object.entries(expectObject(model['regions'], `${path}.regions`))) {
    checkFactor(factor, `${path}.regions[${JSON.stringify(region)}]`)
  }
}

function checkNames(value: unknown, path: string): void {
  if (value === undefined) return
  for (const [index, name] of expectArray(value, path).entries()) {
    const pattern = expectText(name, `${path}[${index}]`)
    try {
      compilePattern(pattern)
    } catch (cause) {
      throw expected(`${path}[${index}]`, name, 'a name, a glob, or a regular expression between slashes', cause)
    }
  }
}
