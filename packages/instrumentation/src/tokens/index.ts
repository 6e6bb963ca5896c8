/**
 * Counting tokens off the event loop, as the vocabularies of OpenAI's models cut a text.
 *
 * ```ts
 * import { createTokenCounter } from '@costspan/instrumentation/tokens'
 *
 * const counter = createTokenCounter()
 * console.log(await counter.countEach('gpt-4o', ['Why is the sky blue?'])) // [ 6 ]
 * ```
 *
 * @module
 */
export { createTokenCounter, type TokenCounter } from './token-counter.ts'
