import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { codeBlocks } from '../../docs/code-blocks.ts'

const run = promisify(execFile)
const ROOT = new URL('../../..', import.meta.url)
const DEMO = ['--conditions=@costspan/source', 'examples/demo/run.ts']

async function demo(...args: readonly string[]): Promise<string> {
  const { stdout } = await run(process.execPath, [...DEMO, ...args], { cwd: ROOT })
  return stdout
}

describe('the demo', () => {
  it('counts to the nano-dollar what the provider bills, and knows who caused it', async () => {
    const summary = JSON.parse((await demo('--once', '--json')).trimEnd().split('\n').at(-1) ?? '')
    expect(summary).toEqual(
      expect.objectContaining({
        total_usd: 8.05508196,
        total_nano_usd: '8055081960',
        bill_usd: 8.05508196,
        bill_nano_usd: '8055081960',
        counted_nano_usd: '8055081960',
        calls: 213,
        unpriced_calls: 3,
        failed_calls: 2,
        estimated_calls: 0,
        retried_calls: 4,
        unpriced: [{ model: 'acme-tone-preview', reason: 'unknown_model', calls: 3 }],
      }),
    )
    expect(Object.keys(summary.by_feature)).toEqual([
      'deep-analysis',
      'summaries',
      'code-review',
      'support-chat',
      'search',
      'unattributed',
      'tone-check',
    ])
    expect(Object.keys(summary.by_user)[0]).toBe('hana')
    expect(Object.keys(summary.by_tier)[0]).toBe('pro')
    expect(Object.keys(summary.by_team)[0]).toBe('documents')
    expect(Object.keys(summary.by_model)).toEqual([
      'claude-opus-4-5-20251101',
      'gpt-5-2025-08-07',
      'claude-haiku-4-5-20251001',
      'gpt-4o-mini-2024-07-18',
      'text-embedding-3-small',
      'acme-tone-preview',
      // Refused calls have no answer that would name the snapshot.
      'claude-haiku-4-5',
    ])
  })

  it('prints a report that says how to go on', async () => {
    const report = await demo('--once')
    expect(report).toContain('✓   $8.055081960  spans, priced as they ended')
    expect(report).toContain('✓   $8.055081960  metric costspan.cost')
    expect(report).toContain("✓   $8.055081960  the provider's own bill")
    expect(report).toContain('OTEL_EXPORTER_OTLP_ENDPOINT=')

    // The README leaves lines out, and shows none that is not there.
    const shown = codeBlocks().filter(({ at, text }) => at.startsWith('README.md') && text.includes('$8.05'))
    const lines = new Set(report.split('\n'))
    expect(shown).toHaveLength(2)
    expect(shown.flatMap(({ text }) => text.trimEnd().split('\n')).filter((line) => !lines.has(line))).toEqual([])
  })

  it('refuses an option that it does not have', async () => {
    await expect(demo('--onec')).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringContaining("Unknown option '--onec'"),
    })
  })
})
