import type { AlertSink } from '@costspan/guard'
import type { BudgetAlertSettings } from '../config/budget-settings.ts'
import type { GuardModule } from './guard-module.ts'

/** The sink that a setting asks for. */
export function alertSinkOf(
  { eventSink, pagerDutySink, slackSink, smtpSink, webhookSink }: GuardModule,
  settings: BudgetAlertSettings,
): AlertSink {
  if ('webhook' in settings)
    return webhookSink({ url: settings.webhook, ...(settings.secret && { secret: settings.secret }) })
  if ('slack' in settings) return slackSink({ url: settings.slack })
  if ('pagerDuty' in settings) return pagerDutySink({ routingKey: settings.pagerDuty })
  if ('smtp' in settings) return smtpSink({ url: settings.smtp, from: settings.from, to: settings.to })
  return eventSink()
}
