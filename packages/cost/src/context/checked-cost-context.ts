import { boundedText } from './bounded-text.ts'
import type { CostContext } from './cost-context.ts'
import { COST_FIELD_ATTRIBUTES, isCostField, type CostField } from './cost-fields.ts'

/** Letters, digits, `_`, `-` and `.`, so that a key can stand in an attribute's name and in a header as it is. */
const TAG_KEY = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/

/**
 * A copy of a cost context without undefined values and with over-long ones bounded.
 *
 * @param owner the function that was called, for the message
 * @throws TypeError naming the key, the value and what was expected
 */
export function checkedCostContext(costContext: CostContext, owner: string): CostContext {
  const checked: { -readonly [Field in CostField]?: string } = {}
  for (const [key, value] of entriesOf(costContext, `${owner}: the cost context`)) {
    if (value === undefined) continue
    if (key === 'tags') Object.assign(checked, checkedTags(value, `${owner}: tags`))
    else if (isCostField(key)) checked[key] = checkedText(value, `${owner}: ${key}`)
    else throw new TypeError(`${owner}: ${shown(key)} must be one of ${knownKeys()}; own keys go under tags`)
  }
  return checked
}

/** Whether a text can be the key of a tag. */
export function isTagKey(key: string): boolean {
  return TAG_KEY.test(key)
}

/** @throws TypeError unless the value is a string that is not empty */
export function checkedText(value: unknown, path: string): string {
  if (typeof value !== 'string' || value === '') {
    throw new TypeError(`${path} must be a string that is not empty, got ${shown(value)}`)
  }
  return boundedText(value)
}

function checkedTags(tags: unknown, path: string): Pick<CostContext, 'tags'> {
  const checked: Record<string, string> = {}
  for (const [key, value] of entriesOf(tags, path)) {
    if (!isTagKey(key)) {
      throw new TypeError(
        `${path} must have keys of 1 to 64 letters, digits, "_", "-" or ".", beginning with a letter or digit, got ${shown(key)}`,
      )
    }
    if (value !== undefined) checked[key] = checkedText(value, `${path}.${key}`)
  }
  return Object.keys(checked).length === 0 ? {} : { tags: Object.freeze(checked) }
}

function entriesOf(value: unknown, path: string): readonly (readonly [string, unknown])[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new TypeError(`${path} must be an object of strings, got ${shown(value)}`)
  }
  return Object.entries(value)
}

function knownKeys(): string {
  return [...Object.keys(COST_FIELD_ATTRIBUTES), 'tags'].join(', ')
}

/** Values of any kind in a message; JSON alone throws on a bigint and on a cycle. */
function shown(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 80))
  return Array.isArray(value) ? 'an array' : typeof value === 'object' && value !== null ? 'an object' : String(value)
}
