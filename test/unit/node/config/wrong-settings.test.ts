import { join } from 'node:path'
import { providers } from '@costspan/instrumentation'
import { describe, expect, it } from 'vitest'
import { loadConfig } from '../../../../packages/node/src/config/load-config.ts'
import wrong from './samples/wrong.json' with { type: 'json' }
import { temporaryFolder } from './temporary-folder.ts'

const KEYS =
  'serviceName, prices, currencies, selfHosted, discounts, priceCatalog, attribution, instrumentations, streamUsage, content, telemetry, budgets, budgetStore, budgetAlerts, alerts, guard, cache, semanticCache, promptCache, economics'

const PROVIDERS = providers.map(({ name }) => name).join(', ')

/** The error that loading a file with this text ends in. */
function errorOf(text: string): { error: unknown; path: string } {
  const folder = temporaryFolder({ 'costspan.yaml': text })
  return { error: caught(() => loadConfig({}, {}, folder)), path: join(folder, 'costspan.yaml') }
}

function caught(work: () => unknown): unknown {
  try {
    work()
  } catch (error) {
    return error
  }
  throw new Error('nothing was thrown')
}

describe('settings that are wrong', () => {
  it.each(wrong)('are refused with file, path, value and expectation when $because', ({ yaml, problems }) => {
    const { error, path } = errorOf(yaml)
    const named = problems.map((problem) => problem.replace('{providers}', PROVIDERS))
    const told = named.length === 1 ? named[0] : [`${named.length} settings are wrong`, ...named].join('\n  ')
    expect(error).toBeInstanceOf(TypeError)
    expect((error as TypeError).message).toBe(`${path}: ${told}`)
  })

  it('are refused in options as in a file', () => {
    const options = {
      prices: [{ model: 'm', input: '$-2' }],
      onPrice: () => {},
      discount: [],
      serviceName: 5n,
    } as object
    expect(caught(() => loadConfig(options, {}, temporaryFolder()))).toEqual(
      new TypeError(
        [
          'options: 4 settings are wrong',
          'serviceName must be the name of a service, got 5n',
          'prices[0].input must be USD per million tokens, such as 2.5 or "$2.50", got "$-2"',
          `onPrice is not known, expected one of ${KEYS}`,
          'discount is not known, did you mean discounts?',
        ].join('\n  '),
      ),
    )
  })

  it.each([null, 'text', 5, [], () => {}])('are refused when they are no object but %s', (options) => {
    const load = (): unknown => loadConfig(options as unknown as object, {}, temporaryFolder())
    expect(load).toThrow(/^options: the settings must be an object, got /)
  })

  it('show no more of a value than fits a line', () => {
    const { error } = errorOf(`streamUsage: ${'x'.repeat(10_000)}`)
    expect((error as Error).message.length).toBeLessThan(500)
  })

  it.each(['ftp://prices.example.com/p.json', 'https://', 's3://bucket/p.json'])(
    'are refused for the catalogue %s',
    (from) => {
      const { error, path } = errorOf(`priceCatalog: { from: '${from}' }`)
      expect(error).toEqual(new TypeError(`${path}: priceCatalog.from must be a path or an http(s) URL, got "${from}"`))
    },
  )

  it('do not show the password of a URL', () => {
    const { error } = errorOf('priceCatalog: { from: "https://me:secret@prices.example.com/p.json" }')
    expect((error as Error).message).toMatch(/priceCatalog\.from must be a URL without user name and password/)
    expect(String(error)).not.toContain('secret')
  })
})

describe('a file that is no YAML', () => {
  it.each([
    ['a: [1', 'line 1, column 6: '],
    ['serviceName: checkout\nprices:\n  - model: m\n input: 1', 'line 4, column 1: '],
    ['serviceName: a\nserviceName: b', 'line 2, column 1: Map keys must be unique'],
    ['serviceName: !secret checkout', 'line 1, column 14: Unresolved tag: !secret'],
    ['serviceName: a\n---\nserviceName: b', 'line 2, column 1: '],
  ])('is refused with file and line: %j', (text, problem) => {
    const { error, path } = errorOf(text)
    expect(error).toBeInstanceOf(TypeError)
    expect((error as Error).message).toContain(path)
    expect((error as Error).message).toContain(problem)
  })

  it('is refused when its aliases multiply without end', () => {
    const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x]']
    for (let level = 1; level < 9; level++) lines.push(`a${level}: &a${level} [${`*a${level - 1}, `.repeat(9)}]`)
    const { error, path } = errorOf(lines.join('\n'))
    expect(error).toEqual(new TypeError(`${path}: Excessive alias count indicates a resource exhaustion attack`))
  })
})
