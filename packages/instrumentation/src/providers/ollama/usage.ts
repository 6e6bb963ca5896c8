import type { CallResponse, TokenUsage } from '../../provider.ts'

/** What is read of an answer of Ollama, and of the last item of its streams, which has the same fields. */
export interface OllamaAnswer {
  readonly model?: string | null
  readonly done?: boolean | null
  readonly done_reason?: string | null
  /** Left out where all of the prompt was still in the server's memory, which then worked on none of it. */
  readonly prompt_eval_count?: number | null
  readonly eval_count?: number | null
}

/** https://github.com/ollama/ollama/blob/main/docs/api.md, seen 2026-11. */
export function ollamaUsage({ prompt_eval_count, eval_count }: OllamaAnswer): TokenUsage | undefined {
  if (prompt_eval_count == null && eval_count == null) return undefined
  return { input: prompt_eval_count ?? 0, output: eval_count ?? 0 }
}

/** An answer to a chat or to a prompt. */
export function readOllamaAnswer(answer: OllamaAnswer): CallResponse {
  return {
    model: answer.model ?? undefined,
    finishReasons: answer.done_reason ? [answer.done_reason] : undefined,
    usage: ollamaUsage(answer),
  }
}
