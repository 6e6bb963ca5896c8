import { diag } from '@opentelemetry/api'
import type { PromptText } from '../provider.ts'
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
}

/** Counts tokens off the request path. */
export interface UsageEstimator {
  /** Calls `done` exactly once, later, with the counts. Never throws. */
  estimate(request: EstimateRequest, done: (tokens: EstimatedTokens) => void): void
  /** Resolves when all that was asked before has been handed over, by quick estimates after `timeoutMillis`. */
  flush(timeoutMillis?: number): Promise<void>
}

const DEFAULT_FLUSH_MILLIS = 2_000

/** An estimator over `counter`, which by default counts in a worker thread. */
export function createUsageEstimator(counter: Pick<TokenCounter, 'count'> = createTokenCounter()): UsageEstimator {
  const pending = new Map<(tokens: EstimatedTokens) => void, EstimateRequest>()

  return {
    estimate(request, done) {
      const once = (tokens: EstimatedTokens): void => {
        if (!pending.delete(once)) return
        try {
          done(tokens)
        } catch (problem) {
          diag.warn('costspan: a call whose tokens were counted could not be recorded', problem)
        }
      }
      pending.set(once, request)
      counter.count(request.model, textsOf(request.prompt), request.generated).then(
        ({ input, output }) => once({ input: input + (request.prompt?.overheadTokens ?? 0), output }),
        () => once(quickEstimate(request)),
      )
    },

    async flush(timeoutMillis = DEFAULT_FLUSH_MILLIS) {
      const deadline = Date.now() + timeoutMillis
      while (pending.size > 0 && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 5))
      for (const [done, request] of pending) done(quickEstimate(request))
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

/** Bytes per token of ordinary text, for the case that the counter cannot be had in time. */
const BYTES_PER_TOKEN = 4

function quickEstimate({ prompt, generated }: EstimateRequest): EstimatedTokens {
  const tokensOf = (text: string): number => Math.ceil(Buffer.byteLength(text) / BYTES_PER_TOKEN)
  const input = textsOf(prompt).reduce((sum, text) => sum + tokensOf(text), prompt?.overheadTokens ?? 0)
  return { input, output: tokensOf(generated) }
}
