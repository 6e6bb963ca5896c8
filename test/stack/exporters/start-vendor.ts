import { startReceiver } from '@costspan/cli'
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'

/** A vendor's intake: an OTLP receiver behind a door that notes where an export was sent, and with which headers. */
export interface Vendor {
  readonly url: string
  readonly exports: readonly { readonly path: string; readonly headers: IncomingHttpHeaders }[]
  readonly spans: readonly VendorSpan[]
  close(): Promise<void>
}

/** A span as it arrived; integers are numbers. */
export interface VendorSpan {
  readonly name: string
  readonly attributes: Readonly<Record<string, unknown>>
  readonly resource: Readonly<Record<string, unknown>>
}

export async function startVendor(): Promise<Vendor> {
  const exports: Vendor['exports'][number][] = []
  const spans: VendorSpan[] = []
  const receiver = await startReceiver({
    port: 0,
    sink: {
      addSpan: ({ name, attributes, resource }) =>
        void spans.push({ name, attributes: plain(attributes), resource: plain(resource) }),
      addSumPoint: () => undefined,
    },
  })
  const door = createServer((request, response) => {
    exports.push({ path: request.url ?? '', headers: request.headers })
    const headers = ['content-type', 'content-encoding'].flatMap((name) => {
      const value = request.headers[name]
      return typeof value === 'string' ? [[name, value] as const] : []
    })
    void buffer(request)
      .then((body) =>
        fetch(`${receiver.url}/v1/traces`, { method: 'POST', headers: Object.fromEntries(headers), body }),
      )
      .then(async (answer) => response.writeHead(answer.status).end(Buffer.from(await answer.arrayBuffer())))
  }).listen(0, '127.0.0.1')
  await once(door, 'listening')
  return {
    url: `http://127.0.0.1:${(door.address() as AddressInfo).port}`,
    exports,
    spans,
    async close() {
      door.closeAllConnections()
      await once(door.close(), 'close')
      await receiver.close()
    },
  }
}

function plain(attributes: ReadonlyMap<string, unknown>): Record<string, unknown> {
  const pairs = [...attributes].map(([key, value]) => [key, typeof value === 'bigint' ? Number(value) : value] as const)
  return Object.fromEntries(pairs)
}
