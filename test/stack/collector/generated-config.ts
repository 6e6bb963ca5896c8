import { runCommandLine } from '@costspan/cli'
import { join } from 'node:path'

/** The options of tests that look at counters where Prometheus would scrape them. */
export const SCRAPED: readonly string[] = ['--metrics', 'prometheus']

/** Generates the files of a collector as a user would, into a folder, and gives the path of one by its name. */
export async function generatedConfig(folder: string, args: readonly string[] = []): Promise<(name: string) => string> {
  let printed = ''
  const stream = { write: (text: string): void => void (printed += text) }
  const words = ['generate', 'collector', '--at', AT, '--out', folder, ...args]
  const status = await runCommandLine(words, { stdout: stream, stderr: stream, env: {} })
  if (status !== 0) throw new Error(`costspan ${words.join(' ')} ended with ${status}:\n${printed}`)
  return (name) => join(folder, name)
}

/** Prices change with time; those of this day are in the files that the tests use, and in the repository. */
export const AT = '2026-11-22T12:00:00Z'

/** Laid over a gateway: all spans in a file, soon and unsampled. */
export const ALL_SPANS: string = join(import.meta.dirname, 'all-spans.yaml')
