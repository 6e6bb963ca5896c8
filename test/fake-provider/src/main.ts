#!/usr/bin/env node
/** Runs the provider as a process: `node test/fake-provider/src/main.ts --port 8123`. Its first line of output is JSON. */
import { parseArgs } from 'node:util'

import { startFakeProvider } from './index.ts'

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    host: { type: 'string', default: '127.0.0.1' },
  },
})
const port = Number(values.port)
if (!Number.isInteger(port) || port < 0 || port > 65_535) {
  throw new TypeError(`--port: expected an integer from 0 to 65535, got '${values.port}'`)
}

const provider = await startFakeProvider({ port, host: values.host })
console.log(
  JSON.stringify({
    url: provider.url,
    openaiUrl: provider.openaiUrl,
    anthropicUrl: provider.anthropicUrl,
    googleUrl: provider.googleUrl,
    bedrockUrl: provider.bedrockUrl,
  }),
)
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void provider.close())
