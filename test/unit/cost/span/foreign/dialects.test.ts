import { readFileSync } from 'node:fs'
import type { Attributes } from '@opentelemetry/api'
import { describe, expect, it } from 'vitest'
import { priceSpan } from '../price-span.ts'

interface Case {
  readonly name: string
  readonly attributes: Attributes
  /** What is added to the span, or undefined where it is no call. */
  readonly priced?: Attributes
}

const cases = JSON.parse(
  readFileSync(new URL('../../../../fixtures/foreign-spans/spans.json', import.meta.url), 'utf8'),
) as readonly Case[]

describe('a span of another emitter', () => {
  it.each(cases)('$name', ({ attributes, priced }) => {
    const { attributes: found, calls } = priceSpan(attributes)
    const looked = Object.keys(priced ?? {}).map((name) => [name, found[name]])
    expect({ calls: calls.length, ...Object.fromEntries(looked) }).toEqual({
      calls: priced === undefined ? 0 : 1,
      ...priced,
    })
  })
})
