import type { AlertSink, AlertSeverity } from '../alert.ts'
import { alertText } from '../alert-text.ts'
import { checkedUrl } from './checked-url.ts'
import { postJson } from './post-json.ts'

const SIGNS: Readonly<Record<AlertSeverity, string>> = {
  info: ':large_blue_circle:',
  warning: ':warning:',
  critical: ':no_entry:',
}

/**
 * Posts alerts into a channel of Slack, or of anything that takes its webhooks.
 *
 * @param url of an incoming webhook, https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks
 */
export function slackSink({ url }: { readonly url: string }): AlertSink {
  const address = checkedUrl(url, 'slackSink')
  return {
    name: 'slack',
    async send(alert) {
      const { title, lines } = alertText(alert)
      const text = [`${SIGNS[alert.severity]} *${escaped(title)}*`, ...lines.map(escaped)].join('\n')
      await postJson(address, JSON.stringify({ text }))
    },
  }
}

/** The three characters that mean something in Slack's texts. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
