import { z } from 'zod'
import { anomalyJson } from '../../anomalies/anomaly-json.ts'
import { describeAnomaly } from '../../anomalies/describe-anomaly.ts'
import { findAnomalies } from '../../anomalies/find-anomalies.ts'
import { defineTool, type Tool } from '../tool.ts'
import { FILTER_INPUT, toolFilter } from '../tool-window.ts'

/** Why spend was not what it usually is. */
export const explainJump: Tool = defineTool({
  name: 'explain_jump',
  description:
    'Hours in which LLM spend was not what it usually is (spikes, lasting shifts, drops), newest first, each explained by the ' +
    'features, users and models that added to it, and by more calls, larger calls or dearer tokens. Empty when nothing is unusual.',
  input: z.object({
    days: z.int().min(1).max(366).optional().describe('How far back. Default: 14'),
    limit: z.int().min(1).max(50).optional().describe('At most so many. Default: 5'),
    ...FILTER_INPUT,
  }),
  async answer(input, { ledger, nowMillis }) {
    const { days = 14, limit = 5 } = input
    const where = toolFilter(input)
    const found = await findAnomalies(ledger, { toMillis: nowMillis, days, where })
    return {
      found: found.length,
      anomalies: found
        .slice(0, limit)
        .map((anomaly) => ({ in_words: describeAnomaly(anomaly).text, ...anomalyJson(anomaly) })),
    }
  },
})
