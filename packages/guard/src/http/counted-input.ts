import type { TokenEstimator } from './token-estimator.ts'
import type { WireCall } from './wire-call.ts'

/** Models whose vocabulary is published, so that a count is no guess. */
const COUNTABLE = /^(?:ft:)?(?:gpt-|o[134](?:-|$)|chatgpt-|text-embedding-)/

/** What the count may miss: names of roles, and the form in which tools are shown to the model. */
const MARGIN_PERCENT = 5
const MARGIN_TOKENS = 50

/** The input tokens of a call, counted off this thread; undefined where they cannot be counted with certainty. */
export function countedInput(call: WireCall, estimator: TokenEstimator): Promise<number | undefined> {
  const prompt = COUNTABLE.test(call.model) ? call.operation?.prompt?.(call.body) : undefined
  const hasMedia = /"(?:image_url|input_image|input_audio|input_file|file)"/.test(JSON.stringify(call.body))
  if (prompt === undefined || hasMedia) return Promise.resolve(undefined)
  return new Promise((resolve) =>
    estimator.estimate({ model: call.model, prompt, generated: '' }, ({ input }) =>
      resolve(Math.ceil((input * (100 + MARGIN_PERCENT)) / 100) + MARGIN_TOKENS),
    ),
  )
}
