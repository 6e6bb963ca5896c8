import { measureBody } from '../estimate/body-size.ts'
import type { TokenEstimator } from './token-estimator.ts'
import type { WireCall } from './wire-call.ts'

/** Models whose vocabulary is published, so that a count is no guess. */
const COUNTABLE = /^(?:ft:)?(?:gpt-|o[134](?:-|$)|chatgpt-|text-embedding-)/

/** What the count may miss: the form in which tools and schemas are shown to the model. */
const MARGIN_PERCENT = 5
const MARGIN_TOKENS = 50

/**
 * The input tokens of a call, counted off this thread; undefined where they cannot be counted with certainty. A budget holds by
 * this number what it would else hold by bytes, so the whole request is counted, whatever of it the model is shown: its names and
 * brackets are more than what the chat format adds.
 */
export function countedInput(call: WireCall, estimator: TokenEstimator): Promise<number | undefined> {
  const { model, operation, body, bodyBytes } = call
  if (!COUNTABLE.test(model) || operation?.prompt === undefined) return Promise.resolve(undefined)
  const { images, audioBytes, isOpen } = measureBody(body, bodyBytes)
  if (isOpen || images > 0 || audioBytes > 0) return Promise.resolve(undefined)
  const prompt = { texts: [body], overheadTokens: 0 }
  return new Promise((resolve) =>
    estimator.estimate({ model, prompt, generated: '' }, ({ input, isGuess }) =>
      resolve(isGuess === true ? undefined : Math.ceil((input * (100 + MARGIN_PERCENT)) / 100) + MARGIN_TOKENS),
    ),
  )
}
