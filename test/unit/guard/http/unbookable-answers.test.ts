import { createPriceBook, type PriceBook } from '@costspan/cost/prices'
import { createCallGuard, guardedFetch } from '@costspan/guard'
import { describe, expect, it } from 'vitest'
import { recordingGuard } from './recording-guard.ts'

const ANSWER = '{"model":"gpt-4o","choices":[],"usage":{"prompt_tokens":10,"completion_tokens":5}}'

/** Prices the estimate of a call, and breaks when its answer is priced. */
function breakingPrices(): PriceBook {
  const book = createPriceBook()
  let isSent = false
  return {
    ...book,
    find(query) {
      if (isSent) throw new Error('the price book is broken')
      return book.find(query)
    },
    get publishedAtMillis() {
      isSent = true
      return book.publishedAtMillis
    },
  }
}

describe('an answer that cannot be booked', () => {
  it.each(['application/json', 'text/event-stream'])('reaches the application whole: %s', async (contentType) => {
    const guard = recordingGuard()
    const prices = breakingPrices()
    const fetch = guardedFetch(
      async () => {
        void prices.publishedAtMillis
        return new Response(ANSWER, { headers: { 'content-type': contentType } })
      },
      createCallGuard(guard, { prices }),
    )
    const response = await fetch('https://api.openai.com/v1/chat/completions', {
      method: 'POST',
      body: JSON.stringify({ model: 'gpt-4o', messages: [{ role: 'user', content: 'Hello' }] }),
    })
    expect(await response.text()).toBe(ANSWER)
    await guard.idle()
    expect(guard.settled).toMatchObject([{ outcome: 'unobserved', nanoUsd: undefined }])
  })

  const failing = { settle: () => Promise.reject(new Error('no')), release: () => Promise.reject(new Error('no')) }
  const throwing = {
    settle() {
      throw new Error('no')
    },
    release() {
      throw new Error('no')
    },
  }

  it.each([
    ['rejects', failing, 200],
    ['rejects a release', failing, 400],
    ['throws', throwing, 200],
    ['throws at a release', throwing, 400],
  ])('ends no application whose own guard %s', async (_, broken, status) => {
    const problems: unknown[] = []
    const note = (problem: unknown): void => void problems.push(problem)
    process.on('unhandledRejection', note)
    const guard = { ...recordingGuard(), ...broken }
    const headers = { 'content-type': 'application/json' }
    const fetch = guardedFetch(async () => new Response(ANSWER, { status, headers }), createCallGuard(guard))
    const response = await fetch('https://api.openai.com/v1/chat/completions', {
      method: 'POST',
      body: JSON.stringify({ model: 'gpt-4o', messages: [{ role: 'user', content: 'Hello' }] }),
    })
    expect(await response.text()).toBe(ANSWER)
    // Rejections that nobody has heard are told after the microtasks.
    await new Promise(setImmediate)
    process.off('unhandledRejection', note)
    expect(problems).toEqual([])
  })
})
