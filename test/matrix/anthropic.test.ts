import { anthropicScenarios } from './anthropic/scenarios.ts'
import { anthropicCells } from './harness/cells.ts'
import { describeCell } from './harness/describe-cell.ts'

for (const cell of anthropicCells) describeCell(cell, anthropicScenarios)
