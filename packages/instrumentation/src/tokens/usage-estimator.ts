import { setImmediate } from 'node:timers'
import { diag } from '@opentelemetry/api'
import type { PromptText } from '../provider.ts'
import { quickTokens } from './quick-tokens.ts'
import { createTokenCounter, type TokenCounter } from './token-counter.ts'

/** A call whose provider told no usage, or only a part of it. */
export interface EstimateRequest {
  readonly model: string
  /** Undefined where the input is known. */
  readonly prompt: PromptText | undefined
  readonly generated: string
}

/** Tokens that were counted by us. */
export interface EstimatedTokens {
  readonly input: number
  readonly output: number
  /** True where they were not counted one by one: told by the length of the texts, or by a part of them. Default: false. */
  readonly isGuess?: boolean
}

/** Counts tokens off the request path. */
export interface UsageEstimator {
  /** Calls `done` exactly once, later, with the counts. Never throws. */
  estimate(request: EstimateRequest, done: (tokens: EstimatedTokens) => void): void
  /** Resolves when all that was asked before has been handed over, by quick estimates after `timeoutMillis`. */
  flush(timeoutMillis?: number): Promise<void>
}

const DEFAULT_FLUSH_MILLIS = 2_000

/** What is to be counted, as it was when the call ended: the application may change its objects after that. */
interface Asked extends Pick<EstimateRequest, 'model' | 'generated'> {
  readonly texts: readonly string[]
  readonly overheadTokens: number
}

/**
 * An estimator over `counter`, which by default counts in a worker thread. Texts are handed to it when the application has gone
 * on with what the call has brought, because copying some megabytes takes milliseconds.
 */
export function createUsageEstimator(counter: Pick<TokenCounter, 'count'> = createTokenCounter()): UsageEstimator {
  const pending = new Map<(tokens: EstimatedTokens) => void, Asked>()

  return {
    estimate({ model, prompt, generated }, done) {
      const asked = { model, generated, texts: textsOf(prompt), overheadTokens: prompt?.overheadTokens ?? 0 }
      const once = (tokens: EstimatedTokens): void => {
        if (!pending.delete(once)) return
        try {
          done(tokens)
        } catch (problem) {
          diag.warn('costspan: a call whose tokens were counted could not be recorded', problem)
        }
      }
      pending.set(once, asked)
      setImmediate(() => {
        counter.count(model, asked.texts, generated).then(
          ({ input, output, isGuess = false }) => once({ input: input + asked.overheadTokens, output, isGuess }),
          () => once(quickEstimate(asked)),
        )
      })
    },

    async flush(timeoutMillis = DEFAULT_FLUSH_MILLIS) {
      const deadline = Date.now() + timeoutMillis
      while (pending.size > 0 && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 5))
      for (const [done, asked] of pending) done(quickEstimate(asked))
    },
  }
}

function textsOf(prompt: PromptText | undefined): string[] {
  return (prompt?.texts ?? []).map((text) => (typeof text === 'string' ? text : jsonOf(text)))
}

/** Nothing where a value has no JSON: the application may have changed it since it was sent. */
function jsonOf(value: unknown): string {
  try {
    return JSON.stringify(value) ?? ''
  } catch {
    return ''
  }
}

function quickEstimate({ texts, overheadTokens, generated }: Asked): EstimatedTokens {
  return {
    input: texts.reduce((sum, text) => sum + quickTokens(text), overheadTokens),
    output: quickTokens(generated),
    isGuess: true,
  }
}
