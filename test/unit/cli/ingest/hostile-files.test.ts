import { type CallRecord, ingestFile, type Ingested } from '@costspan/cli'
import { createPriceBook } from '@costspan/cost/prices'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

const BOOK = createPriceBook()

/** A ledger that takes whatever it is given. */
async function ingested(...chunks: readonly string[]): Promise<Ingested & { readonly calls: readonly CallRecord[] }> {
  const calls: CallRecord[] = []
  const ledger = {
    append: (batch: readonly CallRecord[]) => {
      calls.push(...batch)
      return Promise.resolve({ added: batch.length, known: 0, late: 0 })
    },
    appendVerdicts: () => Promise.resolve(0),
    series: () => Promise.resolve([]),
  }
  return { ...(await ingestFile(pieces(chunks), ledger, { book: BOOK })), calls }
}

async function* pieces(chunks: readonly string[]): AsyncGenerator<string> {
  yield* chunks
}

describe('ingesting OTLP lines', () => {
  it('ends with an answer, whatever is where spans should be', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.jsonValue(), { maxLength: 5 }), async (values) => {
        const lines = values.map((value) => `${JSON.stringify({ resourceSpans: value })}\n`)
        const { added, rejected } = await ingested('{"resourceSpans":[]}\n', ...lines)
        const unreadable = values.filter((value) => value !== null && !Array.isArray(value))
        expect(added).toBe(0)
        expect(rejected).toBeGreaterThanOrEqual(unreadable.length)
      }),
    )
  })
})

describe('ingesting CSV', () => {
  const anyCell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', ' ', '=', 'ß', '\u{1F600}') })

  it('gives every cell as it was, however the text is cut into pieces', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyCell, { minLength: 1, maxLength: 6 }), fc.nat({ max: 40 }), async (users, size) => {
        const rows = users.map((user, id) => `${id},1,2,2026-11-02,"${user.replaceAll('"', '""')}"`)
        const text = `${['request_id,spend,prompt_tokens,startTime,user', ...rows].join('\r\n')}\r\n`
        const { calls } = await ingested(...(text.match(new RegExp(`.{1,${size + 1}}`, 'gsu')) ?? []))
        expect(calls.map(({ user }) => user ?? '')).toEqual(users)
      }),
    )
  })
})
