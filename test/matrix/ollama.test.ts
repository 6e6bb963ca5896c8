import { ollamaCells } from './harness/cells.ts'
import { describeCell } from './harness/describe-cell.ts'
import { ollamaScenarios } from './ollama/scenarios.ts'

for (const cell of ollamaCells) describeCell(cell, ollamaScenarios)
