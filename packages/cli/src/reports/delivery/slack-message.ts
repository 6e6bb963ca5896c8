import { describeAnomaly } from '../../anomalies/describe-anomaly.ts'
import { describeForecast } from '../../forecast/describe-forecast.ts'
import { formatChange } from '../document/format-change.ts'
import { shownName } from '../document/shown-name.ts'
import { countOf } from '../format-count.ts'
import { decimalsFor, formatUsd } from '../format-usd.ts'
import type { SpendReport } from '../period/spend-report.ts'

const MOST_LINES = 3

/**
 * A report in the few lines that are read in a channel, as the body of an incoming webhook
 * (https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks).
 */
export function slackMessage(report: SpendReport): { readonly text: string } {
  const { period, team, total, before, window, forecast, by, anomalies, findings } = report
  const whose = team === undefined ? '' : `, team ${escaped(shownName(team))}`
  const lines = [
    `*LLM cost of the ${period}${whose}: ${dollars(total.nanoUsd)}* ${formatChange(total.nanoUsd, before.nanoUsd)}, ${countOf(total.calls, 'call')}`,
    ...describeForecast(forecast, window.toMillis).map(escaped),
    ...by.feature
      .slice(0, MOST_LINES)
      .map((line) =>
        escaped(`• ${shownName(line.name)} ${dollars(line.nanoUsd)} ${formatChange(line.nanoUsd, line.beforeNanoUsd)}`),
      ),
    ...anomalies.slice(0, MOST_LINES).map((anomaly) => `:warning: ${escaped(describeAnomaly(anomaly).text)}`),
    ...findings
      .slice(0, MOST_LINES)
      .map(({ subject, advice, savedNanoUsd }) =>
        escaped(
          `• ${shownName(subject)}: ${advice}${savedNanoUsd > 0n ? `, saves ${dollars(savedNanoUsd)} a ${period}` : ''}`,
        ),
      ),
  ]
  return { text: lines.join('\n') }
}

/** The three characters that mean something in Slack's texts, and those that format. */
function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/[*_~`]/g, (mark) => `\u200b${mark}`)
}

function dollars(nanoUsd: bigint): string {
  return formatUsd(nanoUsd, decimalsFor(nanoUsd))
}
