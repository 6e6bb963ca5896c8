import { context } from '@opentelemetry/api'
import { costAttributesOf } from './cost-context.ts'

/** What OpenAI accepts: https://platform.openai.com/docs/api-reference/batch/create, seen 2026-11. */
const MOST_PAIRS = 16
const LONGEST_KEY = 64

/**
 * The metadata for a batch that is submitted now, with the cost context in it, so that whoever reads the results, in whatever
 * process, has them counted for the submitter. The reading side finds it by itself.
 *
 * A provider takes 16 pairs: the application's own go first, and what does not fit is left out.
 *
 * @param own the application's own metadata
 *
 * @example
 * ```ts
 * import OpenAI from 'openai'
 * import { batchMetadata } from '@costspan/cost'
 *
 * await new OpenAI().batches.create({
 *   input_file_id: 'file-abc',
 *   endpoint: '/v1/chat/completions',
 *   completion_window: '24h',
 *   metadata: batchMetadata({ job: 'nightly' }),
 * })
 * ```
 */
export function batchMetadata(own: Readonly<Record<string, string>> = {}): Record<string, string> {
  const metadata = { ...own }
  for (const [name, value] of Object.entries(costAttributesOf(context.active()) ?? {})) {
    if (Object.keys(metadata).length >= MOST_PAIRS) break
    if (name.length <= LONGEST_KEY && !Object.hasOwn(metadata, name)) metadata[name] = value
  }
  return metadata
}
