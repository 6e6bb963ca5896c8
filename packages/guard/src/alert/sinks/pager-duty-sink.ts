import { alertJson } from '../alert-json.ts'
import { alertText } from '../alert-text.ts'
import type { AlertSink } from '../alert.ts'
import { checkedUrl } from './checked-url.ts'
import { postJson } from './post-json.ts'

/** A service of PagerDuty. */
export interface PagerDutySinkOptions {
  /** The integration key of a service. */
  readonly routingKey: string
  /** Default: `https://events.pagerduty.com/v2/enqueue`. */
  readonly url?: string
}

/** Triggers incidents through the Events API v2 of PagerDuty. Rungs of one bucket and window are one incident. */
export function pagerDutySink({
  routingKey,
  url = 'https://events.pagerduty.com/v2/enqueue',
}: PagerDutySinkOptions): AlertSink {
  const address = checkedUrl(url, 'pagerDutySink')
  return {
    name: 'pagerduty',
    async send(alert) {
      const { budget, window, windowId, scope, unit, severity, atMillis } = alert
      const body = {
        routing_key: routingKey,
        event_action: 'trigger',
        dedup_key: ['costspan', budget, unit, window, windowId, JSON.stringify(scope)].join('/').slice(0, 255),
        payload: {
          summary: alertText(alert).title.slice(0, 1_024),
          source: 'costspan',
          severity,
          timestamp: new Date(atMillis).toISOString(),
          component: budget,
          custom_details: alertJson(alert),
        },
      }
      await postJson(address, JSON.stringify(body))
    },
  }
}
