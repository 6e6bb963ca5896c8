import { groqCells } from './harness/cells.ts'
import { describeCell } from './harness/describe-cell.ts'
import { groqScenarios } from './groq/scenarios.ts'

for (const cell of groqCells) describeCell(cell, groqScenarios)
