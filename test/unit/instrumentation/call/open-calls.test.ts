import { describe, expect, it } from 'vitest'
import { createOpenCalls } from '../../../../packages/instrumentation/src/call/open-calls.ts'
import { recordingObserver } from '../observe/recording-observer.ts'

describe('open calls', () => {
  it('lists those that were added and not freed, whatever the order', () => {
    const open = createOpenCalls()
    const [first, second, third] = [recordingObserver(), recordingObserver(), recordingObserver()]
    const slot = open.add(first)
    open.add(second)
    open.free(slot)
    expect(open.list()).toEqual([second])

    open.add(third)
    expect(new Set(open.list())).toEqual(new Set([second, third]))
  })

  it('may be gone through while calls end', () => {
    const open = createOpenCalls()
    const slots = [open.add(recordingObserver()), open.add(recordingObserver())]
    for (const _ of open.list()) open.free(slots.pop() ?? 0)
    expect(open.list()).toEqual([])
  })
})
