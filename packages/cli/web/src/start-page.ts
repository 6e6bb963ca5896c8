import type { Overview } from '../../src/dashboard/overview.ts'
import type { Extent } from '../../src/ledger/ledger.ts'
import { ask } from './api/ask.ts'
import { listen, type Liveness } from './api/listen.ts'
import { element } from './dom/element.ts'
import { show } from './dom/show.ts'
import { onShortcut } from './dom/shortcuts.ts'
import { emptyNote } from './parts/card.ts'
import { filterBar } from './parts/filter-bar.ts'
import { topBar } from './parts/top-bar.ts'
import { type PageState, readState, stateHash, VIEWS } from './state/page-state.ts'
import type { PageContext, View } from './state/page-context.ts'
import { fittingRange, windowOf } from './state/time-range.ts'
import { openCallPanel } from './views/call-panel.ts'
import { VIEW_MAKERS } from './views/view-makers.ts'

/** Shows what the address says, and keeps it up to date. */
export async function startPage(body: HTMLElement): Promise<void> {
  const top = element('div', { class: 'top-frame' })
  const filters = element('div')
  const main = element('main', { attributes: { tabindex: -1, id: 'main' } })
  const problem = element('div', { attributes: { role: 'alert' } })
  body.append(
    element('a', { class: 'skip', attributes: { href: '#main' } }, 'Skip to the figures'),
    top,
    element('div', { class: 'page' }, filters, problem, main),
  )

  let extent: Extent | undefined
  let liveness: Liveness = 'starting'
  let view: View | undefined
  let dialog: HTMLDialogElement | undefined
  let shown: PageState | undefined
  extent = await extentNow()
  const defaultRange = fittingRange(extent, Date.now())

  function context(): PageContext {
    const state = readState(location.hash, defaultRange)
    return {
      state,
      selection: () => ({ ...windowOf(state.range, extent, Date.now()), where: state.where }),
      go: (change) => void (location.hash = stateHash({ ...state, ...change })),
      toggle(filter) {
        const where = state.where.includes(filter)
          ? state.where.filter((each) => each !== filter)
          : [...state.where, filter]
        location.hash = stateHash({ ...state, where })
      },
    }
  }

  async function refresh(): Promise<void> {
    try {
      await view?.refresh()
      show(problem)
    } catch (error) {
      show(problem, emptyNote('This could not be shown', error instanceof Error ? error.message : String(error)))
    }
  }

  async function render(): Promise<void> {
    const current = context()
    const { state } = current
    const isSameView =
      shown !== undefined && stateHash({ ...shown, call: undefined }) === stateHash({ ...state, call: undefined })
    shown = state
    if (!isSameView) await renderView(current)
    await renderCall(current)
  }

  async function renderView(current: PageContext): Promise<void> {
    const { state } = current
    document.title = `Costspan · ${state.view}`
    show(top, topBar(current, liveness))
    show(filters, FILTERED.has(state.view) ? filterBar(current) : undefined)
    view = VIEW_MAKERS[state.view](current)
    const made = view
    await refresh()
    // Another view may have been asked for in the meantime.
    if (view === made) show(main, element('h1', { class: 'unseen' }, `Costspan: ${state.view}`), made.element)
  }

  async function renderCall(current: PageContext): Promise<void> {
    const opened = current.state.call === undefined ? undefined : await openCallPanel(current)
    dialog?.remove()
    dialog = opened
    if (opened === undefined) return
    body.append(opened)
    opened.showModal()
  }

  async function update(): Promise<void> {
    extent = await extentNow()
    await refresh()
  }

  addEventListener('hashchange', () => void render())
  onShortcut({
    '/': () => body.querySelector<HTMLElement>('.filter-input')?.focus(),
    ...Object.fromEntries(
      VIEWS.map((each, index) => [`${index + 1}`, () => context().go({ view: each, call: undefined })]),
    ),
  })
  await render()
  listen(
    () => void update(),
    (next) => {
      if (next === liveness) return
      liveness = next
      show(top, topBar(context(), liveness))
    },
  )
}

/** Budgets have their own windows, and are of all their calls. */
const FILTERED: ReadonlySet<string> = new Set(['overview', 'calls', 'outlook', 'savings'])

async function extentNow(): Promise<Extent | undefined> {
  const { extent } = await ask<Overview>('overview', { from: 0, to: 1 })
  return extent
}
