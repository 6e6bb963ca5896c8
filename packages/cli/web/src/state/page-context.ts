import type { AskParameters } from '../api/ask.ts'
import type { PageState } from './page-state.ts'

/** What a view works with: the state of the page, and ways to change it. */
export interface PageContext {
  readonly state: PageState
  /** The window, up to this moment, and the filters, as all questions about calls take them. */
  selection(): AskParameters
  /** Goes to another state of the page. */
  go(change: Partial<PageState>): void
  /** Adds a filter, or takes it away when it is there. */
  toggle(filter: string): void
}

/** A part of the page that asks for its own data. */
export interface View {
  readonly element: HTMLElement
  /** Asks again, and shows the answer. */
  refresh(): Promise<void>
}
