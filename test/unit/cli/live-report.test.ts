import { createLedger, startLiveReport } from '@costspan/cli'
import { describe, expect, it } from 'vitest'
import { createLiveText } from '../../../packages/cli/src/terminal/live-text.ts'
import { receivedCall } from './received-call.ts'

function terminal(rows: number) {
  const written: string[] = []
  return { rows, isTTY: true, written, write: (text: string) => written.push(text) }
}

describe('a live text', () => {
  it('is drawn over itself', () => {
    const stream = terminal(10)
    const live = createLiveText(stream)
    live.draw('one\ntwo\n')
    live.draw('three')
    live.clear()
    live.clear()
    expect(stream.written).toEqual([
      '\u001B[?7lone\ntwo\n\u001B[?7h',
      '\u001B[2A\r\u001B[0J',
      '\u001B[?7lthree\n\u001B[?7h',
      '\u001B[1A\r\u001B[0J',
    ])
  })

  it('is cut to the rows of the terminal', () => {
    const stream = terminal(4)
    createLiveText(stream).draw('1\n2\n3\n4\n5')
    expect(stream.written).toEqual(['\u001B[?7l1\n2\n… 3 more lines\n\u001B[?7h'])
  })
})

describe('a live report', () => {
  it('shows the calls of the ledger in colours and takes itself off', () => {
    const stream = terminal(100)
    const ledger = createLedger()
    ledger.addSpan(receivedCall({ 'costspan.cost.nano_usd': 2_000_000n, 'costspan.feature': 'search' }))
    startLiveReport({ ledger, stream, heading: 'Send it here', env: {} })()
    expect(stream.written[0]).toContain('Send it here\n\n\u001B[1m$0.002000\u001B[22m  1 call')
    expect(stream.written.at(-1)).toContain('\u001B[0J')
  })

  it('has no colours under NO_COLOR', () => {
    const stream = terminal(100)
    const ledger = createLedger()
    ledger.addSpan(receivedCall({ 'costspan.cost.nano_usd': 2_000_000n }))
    startLiveReport({ ledger, stream, heading: '', env: { NO_COLOR: '1' } })()
    expect(stream.written[0]).toContain('$0.002000  1 call')
  })

  it('writes nothing to what is no terminal', () => {
    const stream = { ...terminal(100), isTTY: false }
    startLiveReport({ ledger: createLedger(), stream, heading: 'x', env: {} })()
    expect(stream.written).toEqual([])
  })
})
