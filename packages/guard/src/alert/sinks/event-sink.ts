import * as api from '@opentelemetry/api'
import { nanoToUsd } from '@costspan/cost/prices'
import * as semconv from '../../semconv.ts'
import type { AlertSeverity, AlertSink, BudgetAlert } from '../alert.ts'
import { alertText } from '../alert-text.ts'

/** Severity numbers of the logs data model of OpenTelemetry: INFO, WARN, ERROR. */
const SEVERITY_NUMBERS: Readonly<Record<AlertSeverity, number>> = { info: 9, warning: 13, critical: 17 }

/** Writes alerts as events of OpenTelemetry, which are log records with a name. Ids of users stay out of them. */
export function eventSink(): AlertSink {
  return {
    name: 'otel',
    async send(alert) {
      // The logs came into the API with version 1.10; with an older one there is nobody to write to.
      const { logs } = api as { readonly logs?: typeof api.logs }
      logs?.getLogger('@costspan/guard').emit({
        eventName: semconv.EVENT_BUDGET_ALERT,
        timestamp: alert.atMillis,
        severityNumber: SEVERITY_NUMBERS[alert.severity],
        severityText: alert.severity,
        body: alertText({ ...alert, scope: withoutIds(alert.scope) }).title,
        attributes: {
          [semconv.COSTSPAN_BUDGET]: alert.budget,
          [semconv.COSTSPAN_BUDGET_WINDOW]: alert.window,
          [semconv.COSTSPAN_BUDGET_MODE]: alert.mode,
          [semconv.COSTSPAN_BUDGET_RUNG]: alert.atPercent,
          [semconv.COSTSPAN_BUDGET_UNIT]: alert.unit,
          [semconv.METRIC_BUDGET_LIMIT]: amountOf(alert.unit, alert.limit),
          [semconv.METRIC_BUDGET_SPENT]: amountOf(alert.unit, alert.spent),
        },
      })
    },
  }
}

function withoutIds({
  user: _user,
  session: _session,
  run: _run,
  ...scope
}: BudgetAlert['scope']): BudgetAlert['scope'] {
  return scope
}

function amountOf(unit: string, amount: bigint): number {
  return unit === 'usd' ? nanoToUsd(amount) : Number(amount)
}
