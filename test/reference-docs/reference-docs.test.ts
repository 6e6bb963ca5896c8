import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ownAttributes } from './attributes-reference.ts'
import { emittedMetrics } from './emitted-metrics.ts'
import { referencePages } from './reference-pages.ts'

describe('docs/reference', () => {
  it('says of each attribute what it means', () => {
    expect([...ownAttributes()].flatMap(([name, meaning]) => (meaning === undefined ? name : []))).toEqual([])
  })

  it('has all metrics that the code names, each emitted with a meaning, and no other', async () => {
    const emitted = await emittedMetrics()
    const named = metricNames()
    expect(named.filter((name) => !emitted.some((metric) => isNamed(metric.name, name)))).toEqual([])
    expect(emitted.filter(({ name }) => !named.some((known) => isNamed(name, known)))).toEqual([])
    expect(emitted.filter(({ meaning }) => meaning === '')).toEqual([])
  })

  it('is as the code has it; npm run docs:reference writes it', async () => {
    const pages = await referencePages()
    const written = Object.keys(pages).map((name) => [
      name,
      readFileSync(new URL(`../../docs/reference/${name}`, import.meta.url), 'utf8'),
    ])
    expect(Object.fromEntries(written)).toEqual(pages)
  })
})

/** The names of metrics in the constants of the packages that count; one that ends with a dot begins several. */
function metricNames(): readonly string[] {
  return ['cost', 'guard'].flatMap((name) => {
    const text = readFileSync(new URL(`../../packages/${name}/src/semconv.ts`, import.meta.url), 'utf8')
    return [...text.matchAll(/export const METRIC_\w+ = '([^']+)'/g)].map(([, metric = '']) => metric)
  })
}

function isNamed(name: string, known: string): boolean {
  return known.endsWith('.') ? name.startsWith(known) : name === known
}
