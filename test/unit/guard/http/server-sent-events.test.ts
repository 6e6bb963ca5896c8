import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createEventParser } from '../../../../packages/guard/src/http/server-sent-events.ts'

/** Lines of events, with all that may end a line. */
const text = fc
  .array(
    fc.tuple(
      fc.constantFrom('data: {"a":1}', 'data:b', 'data: ', 'event: x', ': comment', '', 'data: \u00e9\u{1f600}'),
      fc.constantFrom('\n', '\r\n', '\r'),
    ),
    { maxLength: 20 },
  )
  .map((lines) => lines.flat().join(''))

function inPieces(bytes: Uint8Array, cuts: readonly number[]): readonly string[] {
  const parser = createEventParser()
  const ends = [...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].toSorted((a, b) => a - b)
  return ends.flatMap((end, index) => parser.push(bytes.subarray(ends[index - 1] ?? 0, end)))
}

describe('a stream of events', () => {
  it('says the same in whatever pieces it comes', () => {
    fc.assert(
      fc.property(text, fc.array(fc.nat(), { maxLength: 30 }), (events, cuts) => {
        // What follows the last line end is no line yet: whether a return is followed by a line feed is not known before.
        const bytes = new TextEncoder().encode(`${events}: end`)
        expect(inPieces(bytes, cuts)).toEqual(inPieces(bytes, []))
      }),
    )
  })

  it('brings the data of each event that is complete', () => {
    const bytes = new TextEncoder().encode('event: a\r\ndata: 1\rdata:2\n\ndata: 3\n\r\ndata: not yet\n')
    expect(inPieces(bytes, [])).toEqual(['1\n2', '3'])
  })

  it('takes a return for the end of a line as soon as anything follows', () => {
    const bytes = new TextEncoder().encode('data: 1\r\r: comment')
    expect(inPieces(bytes, ['data: 1\r\r'.length])).toEqual(['1'])
  })

  it('joins a line that comes in many pieces', () => {
    const line = 'x'.repeat(10_000)
    const bytes = new TextEncoder().encode(`data: ${line}\r\n\r\ndata: next\n\n`)
    const every = Array.from({ length: 1_000 }, (_, index) => index * 10)
    expect(inPieces(bytes, every)).toEqual([line, 'next'])
  })
})
