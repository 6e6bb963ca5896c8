import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { EntryKeeper } from '../entry/entry-keeper.ts'
import type { AnswerStore } from '../store/answer-store.ts'
import type { FlightEnd } from './flights.ts'

/** Single flight among processes that share a store: one has the claim to the answer of a key, and the others look for it. */
export interface SharedClaims {
  /** The claim, or what came of it for who had it. Rejects where the store does. */
  claimOrAnswer(key: string, signal: AbortSignal | undefined): Promise<Claim | FlightEnd>
  /** Gives the claim back. Never rejects: it ends by itself. */
  giveBack(key: string, claim: Claim, how: FlightEnd): Promise<void>
}

/** The right to ask the provider. */
export interface Claim {
  readonly token: string
}

/** What is in the place of a claim where nobody is to wait for the answer, because the last one was not to be kept. */
const UNFIT = 'unfit'
const UNFIT_MILLIS = 10_000

/** How often the work of other processes is looked after. */
const FIRST_PAUSE_MILLIS = 20
const LONGEST_PAUSE_MILLIS = 250

export function createSharedClaims(store: AnswerStore, keeper: EntryKeeper, waitMillis: number): SharedClaims {
  async function claimOrAnswer(
    key: string,
    token: string,
    signal: AbortSignal | undefined,
  ): Promise<Claim | FlightEnd> {
    const until = performance.now() + waitMillis
    for (let pauseMillis = FIRST_PAUSE_MILLIS; ; pauseMillis = Math.min(pauseMillis * 1.5, LONGEST_PAUSE_MILLIS)) {
      const holder = await keeper.ask(store.claim(key, token, waitMillis))
      const answer = await keeper.read(key)
      if (answer !== undefined) {
        if (holder === token) await keeper.ask(store.yield(key, token))
        return { outcome: 'answered', answer }
      }
      if (holder === token) return { token }
      if (holder === UNFIT || performance.now() >= until) return { outcome: 'unfit' }
      if (signal?.aborted === true) return { outcome: 'failed' }
      await wait(pauseMillis)
    }
  }

  return {
    async claimOrAnswer(key, signal) {
      const token = randomUUID()
      try {
        return await claimOrAnswer(key, token, signal)
      } catch (problem) {
        // A claim may have been taken all the same, and others would wait for somebody who does not work on the answer.
        void store.yield(key, token).catch(() => {})
        throw problem
      }
    },
    async giveBack(key, { token }, { outcome }) {
      const next = outcome === 'unfit' ? { token: UNFIT, millis: UNFIT_MILLIS } : undefined
      await store.yield(key, token, next).catch(() => {})
    },
  }
}
