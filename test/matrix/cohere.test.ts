import { cohereCells } from './harness/cells.ts'
import { describeCell } from './harness/describe-cell.ts'
import { cohereScenarios } from './cohere/scenarios.ts'

for (const cell of cohereCells) describeCell(cell, cohereScenarios)
