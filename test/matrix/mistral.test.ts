import { mistralCells } from './harness/cells.ts'
import { describeCell } from './harness/describe-cell.ts'
import { mistralScenarios } from './mistral/scenarios.ts'

for (const cell of mistralCells) describeCell(cell, mistralScenarios)
