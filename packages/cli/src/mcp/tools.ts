import type { Tool } from './tool.ts'
import { budgetStatus } from './tools/budget-status.ts'
import { callTrace } from './tools/call-trace.ts'
import { dearestCalls } from './tools/dearest-calls.ts'
import { explainJump } from './tools/explain-jump.ts'
import { forecastMonth } from './tools/forecast-month.ts'
import { spendBy } from './tools/spend-by.ts'
import { whatIfModel } from './tools/what-if-model.ts'

/** What an assistant may ask. A tool is one file and a line here. */
export const TOOLS: readonly Tool[] = [
  spendBy,
  explainJump,
  budgetStatus,
  forecastMonth,
  whatIfModel,
  dearestCalls,
  callTrace,
]
