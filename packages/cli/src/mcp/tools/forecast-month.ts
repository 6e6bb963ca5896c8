import { parseUsd } from '@costspan/cost/prices'
import { z } from 'zod'
import { describeForecast } from '../../forecast/describe-forecast.ts'
import { findForecast } from '../../forecast/find-forecast.ts'
import { forecastJson } from '../../forecast/forecast-json.ts'
import { defineTool, type Tool } from '../tool.ts'
import { FILTER_INPUT, toolFilter } from '../tool-window.ts'

/** What the month will have cost. */
export const forecastMonth: Tool = defineTool({
  name: 'forecast_month',
  description:
    'What the present UTC month will have cost: p10, p50 and p90, its weekly growth, the feature that drives it, and for a ' +
    'budget the day on which it is gone. Needs two weeks of calls, and says so when there are fewer.',
  input: z.object({
    budget: z.string().optional().describe('What the month may cost, such as "$10,000"'),
    ...FILTER_INPUT,
  }),
  async answer(input, { ledger, nowMillis }) {
    const forecast = await findForecast(ledger, {
      atMillis: nowMillis,
      where: toolFilter(input),
      ...(input.budget === undefined ? {} : { limitNanoUsd: parseUsd(input.budget) }),
    })
    return { in_words: describeForecast(forecast, nowMillis), ...forecastJson(forecast) }
  },
})
