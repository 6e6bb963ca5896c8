/** The webhook of the demo: prints each alert that Alertmanager sends, in place of the tool that you are paged by. */
import { createServer } from 'node:http'
import { json } from 'node:stream/consumers'

/** https://prometheus.io/docs/alerting/latest/configuration/#webhook_config, seen 2026-11. */
interface Message {
  readonly alerts: readonly {
    readonly status: string
    readonly labels: Readonly<Record<string, string>>
    readonly annotations: Readonly<Record<string, string>>
  }[]
}

createServer((request, response) => {
  if (request.method === 'POST') void json(request).then((message) => print(message as Message))
  response.end()
}).listen(9095)

function print({ alerts }: Message): void {
  for (const { status, labels, annotations } of alerts) {
    console.log(`${status} [${labels['severity']}] ${annotations['summary']}\n  ${annotations['runbook_url']}`)
  }
}
