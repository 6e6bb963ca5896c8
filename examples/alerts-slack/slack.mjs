import { createServer } from 'node:http'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'

/** Stands for Slack: prints what is posted to its webhook. */
export async function startSlack() {
  const server = createServer(async (request, response) => {
    const message = JSON.parse(await text(request))
    console.log(`Slack: ${message.text}`)
    response.end('ok')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${server.address().port}/services/T000/B000/secret`,
    close: () => new Promise((resolve) => server.close(resolve)),
  }
}
