import { subscribe } from 'node:diagnostics_channel'
import type { ClientRequest } from 'node:http'
import { context, createContextKey } from '@opentelemetry/api'

/**
 * The HTTP requests of our exporters that have not ended. Exporters bound how long an endpoint may be silent, and not how long
 * it may take: one that answers a byte at a time would keep a process from ending for as long as it likes.
 */
export interface ExportRequests {
  /** Runs an export, whose requests are ours. */
  run(exporting: () => void): void
  /** Cuts the requests that are open. */
  cut(): void
}

const OURS = createContextKey('costspan export')

/** Notes the requests from now on. They are Node's own, which says on a channel that one has started. */
export function noteExportRequests(): ExportRequests {
  const open = new Set<ClientRequest>()
  subscribe('http.client.request.start', (message) => {
    if (context.active().getValue(OURS) !== true) return
    const { request } = message as { readonly request: ClientRequest }
    open.add(request)
    request.once('close', () => open.delete(request))
  })
  return {
    run: (exporting) => context.with(context.active().setValue(OURS, true), exporting),
    cut() {
      for (const request of open) request.destroy()
    },
  }
}
