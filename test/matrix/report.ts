/**
 * Prints the behaviour matrix as a Markdown table, one row a scenario and one column an SDK:
 * `node --conditions=@costspan/source test/matrix/report.ts`.
 */
import { isDeepStrictEqual } from 'node:util'

import { anthropicScenarios } from './anthropic/scenarios.ts'
import { cohereScenarios } from './cohere/scenarios.ts'
import { groqScenarios } from './groq/scenarios.ts'
import { type Cell, METERED, type Run, runCell } from './harness/cell.ts'
import {
  anthropicCells,
  cohereCells,
  groqCells,
  huggingfaceCells,
  mistralCells,
  ollamaCells,
  openaiCells,
  titleOf,
  togetherCells,
} from './harness/cells.ts'
import { type Comparison, compareOutcomes, compareSpans, scenariosOf } from './harness/judge.ts'
import type { Scenario } from './harness/scenario.ts'
import { huggingfaceScenarios } from './huggingface/scenarios.ts'
import { mistralScenarios } from './mistral/scenarios.ts'
import { ollamaScenarios } from './ollama/scenarios.ts'
import { openaiScenarios } from './openai/scenarios.ts'
import { togetherScenarios } from './together/scenarios.ts'

await printTable('OpenAI', openaiCells, openaiScenarios)
await printTable('Anthropic', anthropicCells, anthropicScenarios)
await printTable('Mistral', mistralCells, mistralScenarios)
await printTable('Cohere', cohereCells, cohereScenarios)
await printTable('Groq', groqCells, groqScenarios)
await printTable('Together', togetherCells, togetherScenarios)
await printTable('Ollama', ollamaCells, ollamaScenarios)
await printTable('Hugging Face', huggingfaceCells, huggingfaceScenarios)

async function printTable(title: string, cells: readonly Cell[], scenarios: readonly Scenario<never>[]): Promise<void> {
  const columns: string[][] = []
  for (const cell of cells) {
    const [bare, metered] = await Promise.all([runCell(cell), runCell(cell, METERED)])
    columns.push(scenarios.map((scenario) => verdict(cell, scenario, bare, metered)))
  }
  const rows = scenarios.map(({ name }, row) => [name, ...columns.map((column) => column[row] ?? '')])
  const head = [title, ...cells.map(titleOf)]
  const lines = [head, head.map(() => '---'), ...rows].map((line) => `| ${line.join(' | ')} |`)
  process.stdout.write(`${lines.join('\n')}\n\n`)
}

/** `ok`, or what is not: the application sees something else, or the spans are not as expected. */
function verdict(cell: Cell, scenario: Scenario<never>, bare: Run, metered: Run): string {
  if (scenariosOf(cell, [scenario]).length === 0) return 'not in this SDK'
  const problems = [
    !agrees(compareOutcomes(cell, scenario, bare, metered)) && 'behaviour differs',
    !agrees(compareSpans(cell, scenario, metered)) && 'spans differ',
  ]
  return problems.filter(Boolean).join(', ') || 'ok'
}

function agrees({ found, expected }: Comparison): boolean {
  return isDeepStrictEqual(found, expected)
}
