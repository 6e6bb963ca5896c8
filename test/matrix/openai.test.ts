import { openaiCells } from './harness/cells.ts'
import { describeCell } from './harness/describe-cell.ts'
import { openaiScenarios } from './openai/scenarios.ts'

for (const cell of openaiCells) describeCell(cell, openaiScenarios)
