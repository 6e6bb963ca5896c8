import { checkDay, checkFactor } from './check-price-row.ts'
import { expected, expectArray, expectKeys, expectObject, expectText } from './expect-json.ts'

/** Checks where a price is said to be published. Throws a `TypeError` with the path, the value and what was expected. */
export function checkOrigin(value: unknown, path: string): void {
  const origin = expectObject(value, path)
  expectKeys(origin, ['url', 'checked', 'rates', 'serviceTier', 'region', 'times', 'from'], path)
  if (!/^https?:\/\//.test(expectText(origin['url'], `${path}.url`))) {
    throw expected(`${path}.url`, origin['url'], 'an http(s) URL')
  }
  expectText(origin['checked'], `${path}.checked`)
  checkDay(origin['checked'], `${path}.checked`)
  checkDay(origin['from'], `${path}.from`)
  if (origin['times'] !== undefined) checkFactor(origin['times'], `${path}.times`)
  for (const key of ['serviceTier', 'region'] as const) {
    if (origin[key] !== undefined) expectText(origin[key], `${path}.${key}`)
  }
  if (origin['rates'] === undefined) return
  for (const [index, rate] of expectArray(origin['rates'], `${path}.rates`).entries()) {
    expectText(rate, `${path}.rates[${index}]`)
  }
}
