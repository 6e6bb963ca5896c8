import { togetherCells } from './harness/cells.ts'
import { describeCell } from './harness/describe-cell.ts'
import { togetherScenarios } from './together/scenarios.ts'

for (const cell of togetherCells) describeCell(cell, togetherScenarios)
