import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

import type { OtlpSpan, OtlpTraces } from './otlp.ts'

/** A span with the name of the instrumentation scope that made it. */
export interface ReceivedSpan extends OtlpSpan {
  readonly scope: string
}

export interface TraceReceiver {
  /** For `OTEL_EXPORTER_OTLP_ENDPOINT`. */
  readonly url: string
  readonly spans: readonly ReceivedSpan[]
  readonly close: () => void
}

/** A loopback endpoint for OTLP over HTTP with JSON, that keeps the spans and accepts everything else. */
export async function startTraceReceiver(): Promise<TraceReceiver> {
  const spans: ReceivedSpan[] = []
  const server = createServer((request, response) => {
    void readText(request).then((text) => {
      if (request.url === '/v1/traces') spans.push(...spansOf(JSON.parse(text) as OtlpTraces))
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    spans,
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}

async function readText(request: IncomingMessage): Promise<string> {
  let text = ''
  request.setEncoding('utf8')
  for await (const piece of request) text += String(piece)
  return text
}

function spansOf({ resourceSpans }: OtlpTraces): ReceivedSpan[] {
  return resourceSpans.flatMap(({ scopeSpans }) =>
    scopeSpans.flatMap(({ scope, spans }) => spans.map((span) => ({ ...span, scope: scope.name }))),
  )
}
