import { readFileSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { estimateCost, type Prompt } from '@costspan/guard'
import { estimateJson } from '../estimate/estimate-json.ts'
import { type ModelEstimate, renderEstimates } from '../estimate/render-estimates.ts'
import { settingsBook } from '../price/settings-book.ts'
import { paletteFor } from '../reports/palette.ts'
import type { Command } from './command.ts'
import { type EstimateOptions, estimateOptions } from './estimate-options.ts'
import { loadSettings } from './load-settings.ts'
import { UsageError } from './usage-error.ts'

/** `costspan estimate`: what a prompt would cost, by model, before it is sent. */
export const estimate: Command = {
  name: 'estimate',
  summary: 'show how many tokens a prompt is, and what it would cost with each of some models',
  help: `Usage: costspan estimate <file> --model <name,...> [options]

Counts the tokens of a prompt and prices them, before anything is sent. A file that holds JSON is a list of messages, or the body
of a request with messages, system prompt and tools; any other file is a text, and "-" is what comes in. Tokens of OpenAI's
models are counted; those of others are estimated, with the error that was measured for their vocabulary, where it is published.

Options:
  --model <name,...>   the models to compare; may be repeated
  --output-tokens <n>  how long the answer is expected to be (default: 0, the input alone)
  --provider <name>    who serves the models; by default told from their names
  --tier <name>        service tier, such as batch or flex
  --config <file>      costspan.yaml, for own prices and discounts (default: as applications find it)
  --json               print one line of JSON
  -h, --help           show this

Exit code: 0 when all models have a price, 1 when one has none, 2 for wrong arguments or settings.

Example:
  costspan estimate prompt.md --model gpt-4o,claude-sonnet-4-5 --output-tokens 500
`,
  async run(args, { stdout, env }) {
    const options = estimateOptions(args)
    const prices = settingsBook(loadSettings(options.config, env))
    const prompt = promptOf(options.file === '-' ? await text(process.stdin) : readText(options.file))
    const estimates: ModelEstimate[] = []
    for (const model of options.models) {
      estimates.push({ model, ...(await estimateCost(prompt, { ...given(options), model, prices })) })
    }
    stdout.write(
      options.json
        ? `${JSON.stringify(estimates.map(estimateJson))}\n`
        : renderEstimates(estimates, paletteFor(stdout, env)),
    )
    return estimates.some(({ nanoUsd }) => nanoUsd === undefined) ? 1 : 0
  },
}

function given({ outputTokens, provider, serviceTier }: EstimateOptions): {
  readonly outputTokens: number
  readonly provider?: string
  readonly serviceTier?: string
} {
  return {
    outputTokens,
    ...(provider !== undefined && { provider }),
    ...(serviceTier !== undefined && { serviceTier }),
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw new UsageError(`${file} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
  }
}

/** JSON is a prompt in parts only where it looks like one: a file of data is a text to be counted as it is. */
function promptOf(content: string): Prompt {
  try {
    const json = JSON.parse(content) as unknown
    const list: readonly unknown[] = Array.isArray(json) ? json : []
    if (list.length > 0 && list.every((each) => isObject(each) && ('role' in each || 'type' in each))) return list
    if (isObject(json) && PROMPT_KEYS.some((key) => key in json)) return json
  } catch {
    // A text.
  }
  return content
}

const PROMPT_KEYS = ['messages', 'input', 'contents'] as const

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
