import { describe, expect, it } from 'vitest'
import type { TortureAdapter } from './adapter.ts'
import { adapter as checkThenRecord } from './check-then-record-adapter.ts'
import { adapter as costspan } from './costspan-adapter.ts'
import { runTorture } from './run-torture.ts'

/** Which cases passed, through which SDK. */
async function verdicts(adapter: TortureAdapter): Promise<Readonly<Record<string, boolean>>> {
  const reports = await runTorture(adapter)
  const rows = reports.flatMap(({ torture, results }) =>
    results.map(({ through, passed }) => [[torture.id, through].filter(Boolean).join(' '), passed] as const),
  )
  return Object.fromEntries(rows)
}

describe('the torture suite', () => {
  it('is passed through every SDK, with no configuration but a limit', async () => {
    expect(await verdicts(costspan)).toEqual({
      a: true,
      b: true,
      c: true,
      'd openai': true,
      'd anthropic': true,
      'd AI SDK 6': true,
      'd AI SDK 7': true,
      'd LangChain, openai': true,
      'd LangChain, anthropic': true,
      e: true,
      f: true,
    })
  }, 60_000)

  it('is failed by a limiter that checks before the call and records after it', async () => {
    const unguarded = { 'd anthropic': false, 'd AI SDK 6': false, 'd AI SDK 7': false }
    expect(await verdicts(checkThenRecord)).toEqual({
      a: false,
      b: false,
      c: false,
      'd openai': false,
      ...unguarded,
      'd LangChain, openai': false,
      'd LangChain, anthropic': false,
      e: false,
      f: false,
    })
  }, 60_000)
})
