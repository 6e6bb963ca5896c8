import type { Liveness } from '../api/listen.ts'
import { drawing, element } from '../dom/element.ts'
import type { PageContext } from '../state/page-context.ts'
import { VIEWS, type ViewName, stateHash } from '../state/page-state.ts'
import { RANGES, RANGE_WORDS } from '../state/time-range.ts'
import { segmented } from './segmented.ts'
import { themeButton } from './theme-button.ts'

/** The name, the views, the window, and whether the page is up to date. */
export function topBar({ state, go }: PageContext, liveness: Liveness): HTMLElement {
  const ranges = RANGES.map((value) => ({ value, text: value === 'all' ? 'All' : value }))
  return element(
    'header',
    { class: 'top' },
    element(
      'a',
      { class: 'brand', attributes: { href: '#/overview', 'aria-label': 'Costspan, overview' } },
      logo(),
      'costspan',
    ),
    element(
      'nav',
      { class: 'views', attributes: { 'aria-label': 'Views' } },
      ...VIEWS.map((view) =>
        element(
          'a',
          {
            attributes: {
              href: stateHash({ ...state, view, call: undefined }),
              'aria-current': view === state.view ? 'page' : undefined,
              'data-key': `view ${view}`,
            },
          },
          VIEW_WORDS[view],
        ),
      ),
    ),
    element(
      'div',
      { class: 'top-right' },
      segmented(`The last ${RANGE_WORDS[state.range]}`, ranges, state.range, (range) => go({ range })),
      live(liveness),
      themeButton(),
    ),
  )
}

const VIEW_WORDS: Readonly<Record<ViewName, string>> = {
  overview: 'Overview',
  calls: 'Calls',
  budgets: 'Budgets',
  outlook: 'Outlook',
  savings: 'Savings',
}

const LIVE_WORDS: Readonly<Record<Liveness, string>> = { starting: 'Connecting', live: 'Live', lost: 'Not connected' }

function live(liveness: Liveness): HTMLElement {
  return element('span', { class: `live is-${liveness}`, attributes: { role: 'status' } }, LIVE_WORDS[liveness])
}

/** Spans under each other, as in a trace. */
function logo(): SVGElement {
  const bar = (x: number, y: number, width: number, name: string): SVGElement =>
    drawing('rect', { class: name, attributes: { x, y, width, height: 4, rx: 2 } })
  return drawing(
    'svg',
    { class: 'logo', attributes: { viewBox: '0 0 22 18', 'aria-hidden': 'true' } },
    bar(0, 0, 22, 'logo-a'),
    bar(4, 7, 13, 'logo-b'),
    bar(11, 14, 9, 'logo-c'),
  )
}
