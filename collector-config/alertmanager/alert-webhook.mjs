/** The webhook of the demo: prints each alert that Alertmanager sends, in place of the tool that you are paged by. */
import { createServer } from 'node:http'
import { json } from 'node:stream/consumers'

createServer(async (request, response) => {
  if (request.method === 'POST') {
    const { alerts } = await json(request)
    for (const { status, labels, annotations } of alerts) {
      console.log(`${status} [${labels.severity}] ${annotations.summary}\n  ${annotations.runbook_url}`)
    }
  }
  response.end()
}).listen(9095)
