import { huggingfaceCells } from './harness/cells.ts'
import { describeCell } from './harness/describe-cell.ts'
import { huggingfaceScenarios } from './huggingface/scenarios.ts'

for (const cell of huggingfaceCells) describeCell(cell, huggingfaceScenarios)
