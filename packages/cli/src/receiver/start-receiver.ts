import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { handleExport, isExport } from './handle-export.ts'
import { ListenError } from './listen-error.ts'
import { loopbackHost } from './loopback-host.ts'
import type { TelemetrySink } from './telemetry-sink.ts'

/** Where the receiver listens, and whom it tells what arrives. */
export interface ReceiverOptions {
  /** Takes what is received: a ledger. */
  readonly sink: TelemetrySink
  /** A loopback address, or any where a token is asked for. Default: `127.0.0.1`. */
  readonly host?: string
  /** What senders must present as `authorization: Bearer <token>`. Default: nothing is asked for. */
  readonly token?: string
  /** Answers requests that are no exports: a page. Default: they are refused. */
  readonly site?: (request: IncomingMessage, response: ServerResponse) => Promise<void>
  /** 0 takes any free port. Default: 4318, where OTLP exporters send when they are told nothing else. */
  readonly port?: number
  /** The largest body that is taken, packed or unpacked. Default: 20 MiB, as in the OpenTelemetry Collector. */
  readonly maxBodyBytes?: number
}

/** A receiver that listens. */
export interface Receiver {
  /** What exporters need as `OTEL_EXPORTER_OTLP_ENDPOINT`. */
  readonly url: string
  readonly port: number
  /** Takes no more exports; resolves when those under way have been answered. */
  close(): Promise<void>
}

/**
 * Starts an OTLP/HTTP receiver (traces and metrics, in protobuf and JSON) on this machine.
 *
 * Rejects with a `TypeError` for an address that other machines can reach when no token is asked for, with a `ListenError` when the port is taken.
 *
 * @example
 * const ledger = createLedger()
 * const receiver = await startReceiver({ sink: ledger, port: 0 })
 * // ... run something with OTEL_EXPORTER_OTLP_ENDPOINT set to receiver.url ...
 * await receiver.close()
 * console.log(renderReport(summarise(ledger)))
 */
export async function startReceiver(options: ReceiverOptions): Promise<Receiver> {
  const { sink, port = DEFAULT_PORT, maxBodyBytes = DEFAULT_MAX_BODY_BYTES, host = '127.0.0.1', token, site } = options
  if (token === undefined) loopbackHost(host)
  const server = createServer((request, response) => {
    if (site === undefined || isExport(request)) void handleExport(request, response, { sink, maxBodyBytes, token })
    else void site(request, response)
  })
  await listen(server, host, port)
  const { port: chosen } = server.address() as AddressInfo
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${chosen}`,
    port: chosen,
    close: () => close(server),
  }
}

export const DEFAULT_PORT = 4318
const DEFAULT_MAX_BODY_BYTES = 20 * 1024 * 1024

async function listen(server: Server, host: string, port: number): Promise<void> {
  server.listen(port, host)
  try {
    await once(server, 'listening')
  } catch (cause) {
    throw new ListenError(host, port, cause)
  }
}

/** May be called again; exporters keep connections open between exports, and those that are idle are cut. */
async function close(server: Server): Promise<void> {
  if (!server.listening) return
  const closed = once(server, 'close')
  server.close()
  await closed
}
