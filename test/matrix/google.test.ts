import { googleScenarios } from './google/scenarios.ts'
import { googleCells } from './harness/cells.ts'
import { describeCell } from './harness/describe-cell.ts'

for (const cell of googleCells) describeCell(cell, googleScenarios)
