import { bedrockScenarios } from './bedrock/scenarios.ts'
import { bedrockCells } from './harness/cells.ts'
import { describeCell } from './harness/describe-cell.ts'

for (const cell of bedrockCells) describeCell(cell, bedrockScenarios)
