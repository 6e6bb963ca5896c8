import { createPriceBook, parsePriceFile } from '@costspan/cost/prices'
import { describe, expect, it } from 'vitest'
import { findDisagreements } from '../../../../packages/cost/scripts/compare/find-disagreements.ts'
import { readModelsDev } from '../../../../packages/cost/scripts/compare/read-models-dev.ts'
import { renderComparison } from '../../../../packages/cost/scripts/compare/render-comparison.ts'
import type { StatedPrice } from '../../../../packages/cost/scripts/compare/stated-price.ts'

const BOOK = createPriceBook({
  sources: [
    parsePriceFile(
      {
        format: 'costspan.prices/1',
        version: '1',
        published: '2026-11-22',
        providers: { acme: { models: [{ id: 'a-1', prices: [{ input: 1.255, output: 4, cacheRead: 0.1 }] }] } },
      },
      'ours',
    ),
  ],
})

function stated(prices: StatedPrice['prices'], model = 'a-1', provider = 'acme'): StatedPrice {
  return { source: 'list 1.2', provider, model, prices }
}

describe('comparing our prices with those of others', () => {
  it('finds rates that differ, models that we lack, and leaves out providers that we do not list', () => {
    const others = [
      // Rounded to cents, and a kind of tokens that is priced as another one.
      stated({ input: 1.26, output: 5, cacheWrite: 1.255 }),
      stated({ input: 1 }, 'a-2'),
      stated({ input: 1 }, 'a-1', 'nobody'),
    ]
    expect(findDisagreements(others, BOOK, [], 0)).toEqual({
      agreed: 2,
      disagreements: [{ source: 'list 1.2', provider: 'acme', model: 'a-1', rate: 'output', ours: 4, theirs: 5 }],
      accepted: [],
      outdated: [],
      unknown: [stated({ input: 1 }, 'a-2')],
    })
  })

  it('puts aside what was looked into, by source, model and rate, and says what no longer disagrees', () => {
    const rule = { source: 'list', provider: 'acme', model: 'a-*', reason: 'ours is newer' }
    const gone = { ...rule, rates: ['cacheRead' as const] }
    const found = findDisagreements([stated({ input: 9, output: 5 })], BOOK, [{ ...rule, rates: ['output'] }, gone], 0)
    expect(found).toMatchObject({
      disagreements: [{ rate: 'input' }],
      accepted: [{ rate: 'output' }],
      outdated: [gone],
    })
    expect(renderComparison(found)).toBe(
      [
        'acme/a-1  input  ours 1.255  theirs 9  (list 1.2)',
        'no longer disagrees: acme/a-* with list: take it off the list',
        'list 1.2, acme: 1',
        '0 rates agree, 1 disagree, 1 disagree and are accepted, 0 models are not in our catalogue',
        '',
      ].join('\n'),
    )
  })

  it('reads models.dev by the names of our catalogue', () => {
    const sonnet = readModelsDev().find(({ model }) => model === 'claude-sonnet-4-20250514')
    expect(sonnet).toMatchObject({
      source: 'models.dev',
      prices: { input: 3, output: 15, cacheRead: 0.3, cacheWrite: 3.75 },
    })
  })
})
