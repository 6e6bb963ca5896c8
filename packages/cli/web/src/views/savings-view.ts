import type { AsJson } from '../../../src/dashboard/as-json.ts'
import type { Savings } from '../../../src/dashboard/savings.ts'
import { formatCount } from '../../../src/reports/format-count.ts'
import { ask } from '../api/ask.ts'
import { element } from '../dom/element.ts'
import { show } from '../dom/show.ts'
import { figure } from '../format/money.ts'
import { UNATTRIBUTED } from '../format/names.ts'
import { share } from '../format/share.ts'
import { card, emptyNote } from '../parts/card.ts'
import { statTile } from '../parts/stat-tile.ts'
import type { PageContext, View } from '../state/page-context.ts'

/** What caches saved, and what went into calls that brought nothing new. */
export function savingsView({ selection }: PageContext): View {
  const page = element('div', { class: 'stack' })
  return {
    element: page,
    async refresh() {
      const answer = await ask<Savings>('savings', selection())
      show(page, tiles(answer), promptCache(answer))
    },
  }
}

function tiles({ total, promptCache: byModel }: AsJson<Savings>): HTMLElement {
  const cached = byModel.reduce((sum, { nanoUsd = '0' }) => sum + BigInt(nanoUsd), 0n)
  return element(
    'dl',
    { class: 'card stats' },
    statTile('Saved by prompt caching', figure(cached), 'at list prices'),
    statTile(
      'Saved by own caches and routing',
      figure(total.savedNanoUsd),
      total.cacheLookups === 0
        ? 'no response cache was asked'
        : `${share(total.cacheHits, total.cacheLookups)} of ${formatCount(total.cacheLookups)} lookups hit`,
    ),
    statTile(
      'Went into retries',
      figure(total.retriedNanoUsd),
      `${share(total.retriedNanoUsd, total.nanoUsd)} of spend`,
    ),
    statTile(
      'Went into fallbacks',
      figure(total.fallbackNanoUsd),
      `${share(total.fallbackNanoUsd, total.nanoUsd)} of spend`,
    ),
    statTile('Answers cut off', share(total.truncatedCalls, total.finishedCalls), 'by their output limit'),
  )
}

function promptCache({ promptCache: byModel }: AsJson<Savings>): HTMLElement {
  if (byModel.length === 0) {
    const why =
      'No call in this window read its prompt from a cache. Stable instructions at the start of a prompt are what caches keep.'
    return card('Prompt caching by model', [], emptyNote('Nothing was cached', why))
  }
  const headings = ['Model', 'Input tokens', 'From cache', 'Saved']
  return card(
    'Prompt caching by model',
    [],
    element(
      'table',
      { class: 'plain' },
      element(
        'thead',
        {},
        element(
          'tr',
          {},
          ...headings.map((text, index) =>
            element('th', { class: index === 0 ? '' : 'is-number', attributes: { scope: 'col' } }, text),
          ),
        ),
      ),
      element(
        'tbody',
        {},
        ...byModel.map(({ model, inputTokens, cacheReadTokens, nanoUsd }) =>
          element(
            'tr',
            {},
            element('td', { class: 'is-name' }, model ?? UNATTRIBUTED),
            element('td', { class: 'is-number' }, formatCount(inputTokens)),
            element('td', { class: 'is-number' }, share(cacheReadTokens, inputTokens)),
            element('td', { class: 'is-number' }, nanoUsd === undefined ? 'no price' : figure(nanoUsd)),
          ),
        ),
      ),
    ),
  )
}
