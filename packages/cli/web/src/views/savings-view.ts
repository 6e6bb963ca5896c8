import type { AsJson } from '../../../src/dashboard/as-json.ts'
import type { Savings } from '../../../src/dashboard/savings.ts'
import type { Finding } from '../../../src/reports/findings/finding.ts'
import { formatCount } from '../../../src/reports/format-count.ts'
import { ask } from '../api/ask.ts'
import { element } from '../dom/element.ts'
import { show } from '../dom/show.ts'
import { figure } from '../format/money.ts'
import { UNATTRIBUTED } from '../format/names.ts'
import { share } from '../format/share.ts'
import { card, emptyNote } from '../parts/card.ts'
import { findingItem } from '../parts/finding-item.ts'
import { statTile } from '../parts/stat-tile.ts'
import type { PageContext, View } from '../state/page-context.ts'

/** What caches saved, what went into calls that brought nothing new, and what would save more. */
export function savingsView({ selection }: PageContext): View {
  const saved = element('div', { class: 'stack' })
  const findings = element('div')
  return {
    element: element('div', { class: 'stack' }, saved, card('Findings', [], findings)),
    async refresh() {
      const asked = selection()
      const answer = await ask<Savings>('savings', asked)
      show(saved, tiles(answer), promptCache(answer))
      // Single calls are looked at for them; what is known already is shown meanwhile.
      if (findings.childElementCount === 0)
        show(findings, emptyNote('Looking at calls …', 'for what costs more than it need'))
      void ask<readonly Finding[]>('findings', asked).then(
        (found) => show(findings, ...findingList(found)),
        (error: unknown) => show(findings, emptyNote('This could not be judged', String(error))),
      )
    },
  }
}

function findingList(found: AsJson<readonly Finding[]>): readonly HTMLElement[] {
  if (found.length === 0) {
    return [
      emptyNote('None', 'Nothing in this window costs more than it need, as far as the rules of the report know.'),
    ]
  }
  return [
    element('ol', { class: 'findings' }, ...found.map(findingItem)),
    element(
      'p',
      { class: 'finding-more' },
      'Findings may be about the same dollars, so that their savings do not add up.',
    ),
  ]
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
