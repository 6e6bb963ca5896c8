import type { Operation, Provider } from '@costspan/instrumentation'
import type { ProviderCase } from '../contract/provider/provider-cases.ts'

/** A provider with the answers that its contract test reads. */
export interface CoveredProvider {
  readonly provider: Provider
  readonly cases: readonly ProviderCase[]
}

/** One line of the table: an operation of an SDK. Every cell follows from the provider's description or from its fixtures. */
interface MeteredRow {
  readonly sdk: string
  readonly versions: string
  readonly operation: string
  readonly streams: string
  readonly costKinds: string
}

const HEADINGS: Readonly<Record<keyof MeteredRow, string>> = {
  sdk: 'SDK',
  versions: 'versions',
  operation: 'operation',
  streams: 'streams',
  costKinds: 'cost kinds',
}

/** What is metered, as a Markdown table: operations of each SDK, and what of their cost is told apart. */
export function meteredTable(covered: readonly CoveredProvider[]): string {
  const rows = covered.flatMap(rowsOf)
  const columns = Object.keys(HEADINGS) as (keyof MeteredRow)[]
  const width = (column: keyof MeteredRow): number =>
    Math.max(HEADINGS[column].length, ...rows.map((row) => row[column].length))
  const line = (row: Readonly<Record<keyof MeteredRow, string>>): string =>
    `| ${columns.map((column) => row[column].padEnd(width(column))).join(' | ')} |`
  const ruler = `| ${columns.map((column) => '-'.repeat(width(column))).join(' | ')} |`
  return [line(HEADINGS), ruler, ...rows.map(line)].join('\n')
}

function rowsOf({ provider, cases }: CoveredProvider): readonly MeteredRow[] {
  const names = [...new Set(provider.operations.map(({ name }) => name))]
  return names.map((operation) => {
    const operations = provider.operations.filter(({ name }) => name === operation)
    const shown = cases.filter((each) => operations.some((own) => answers(each, own)))
    return {
      sdk: `\`${provider.module}\``,
      versions: `>=${provider.versions.from} <${provider.versions.before}`,
      operation: `\`${operation}\``,
      streams: shown.some(({ items }) => items !== undefined) && operations.some(({ fold }) => fold) ? 'yes' : '-',
      costKinds: costKindsOf(shown),
    }
  })
}

function answers({ operations }: ProviderCase, { method }: Operation): boolean {
  return operations === undefined || operations.includes(method)
}

/** What the fixtures have a count or a price for, in words. */
const USAGE_KINDS: Readonly<Record<string, string>> = {
  input: 'input',
  output: 'output',
  cacheRead: 'cache reads',
  cacheWrite: 'cache writes',
  cacheWrite1h: '1 h cache writes',
  reasoning: 'reasoning',
  inputAudio: 'audio in',
  outputAudio: 'audio out',
  inputImage: 'images in',
  outputImage: 'images out',
}

function costKindsOf(cases: readonly ProviderCase[]): string {
  const kinds = new Set<string>()
  const responses = cases.map(({ expected }) => expected)
  for (const [kind, words] of Object.entries(USAGE_KINDS)) {
    if (responses.some(({ usage }) => (Object.entries(usage ?? {}).find(([name]) => name === kind)?.[1] ?? 0) > 0)) {
      kinds.add(words)
    }
  }
  for (const { units, toolCalls } of responses) {
    for (const unit of Object.keys(units ?? {})) kinds.add(unit.split('.')[0]?.replaceAll('_', ' ') ?? unit)
    for (const [tool, calls] of Object.entries(toolCalls ?? {})) if (calls > 0) kinds.add(tool.replaceAll('_', ' '))
  }
  if (responses.some(({ serviceTier }) => serviceTier !== undefined)) kinds.add('service tier')
  if (responses.some(({ region }) => region !== undefined)) kinds.add('region')
  if (responses.some(({ costUsd }) => costUsd !== undefined)) kinds.add('returned cost')
  if (kinds.size > 0) return [...kinds].join(', ')
  // Usage of nothing is free; no usage at all is counted by a tokenizer.
  return responses.some(({ usage }) => usage !== undefined) ? 'free' : 'input, counted'
}
