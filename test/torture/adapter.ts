import type Anthropic from '@anthropic-ai/sdk'
import type OpenAI from 'openai'

/**
 * A library that claims to keep a limit, as the torture suite sees it. To put another one to the test, write a file that exports
 * an `adapter`, and run `npm run torture -- path/to/adapter.ts`.
 */
export interface TortureAdapter {
  readonly name: string
  /**
   * Starts the library with one limit in USD and a window, and nothing else configured.
   *
   * @param folder where a library that keeps its state on disk may keep it; given only where a restart is tested
   */
  start(budget: TortureBudget, folder?: string): Promise<Subject>
}

export interface TortureBudget {
  readonly limit: `$${string}`
  readonly per: 'day'
}

/** A library that has been started. */
export interface Subject {
  /** What the library says was spent, in USD; undefined where it does not say. */
  spentUsd(): Promise<number | undefined>
  /** What it says is held for calls under way; undefined where it has no such thing. */
  heldUsd(): Promise<number | undefined>
  /** An OpenAI client that the library guards. */
  openai(options: ClientOptions): OpenAI
  anthropic?(options: ClientOptions): Anthropic
  /** A `fetch` that the library guards, for frameworks that take one. */
  readonly fetch?: typeof globalThis.fetch
  stop(): Promise<void>
}

export interface ClientOptions {
  readonly baseURL: string
  readonly apiKey: string
}
