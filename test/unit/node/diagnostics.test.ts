import { diag, type DiagLogger } from '@opentelemetry/api'
import { expect, it } from 'vitest'
import { showDiagnostics } from '../../../packages/node/src/diagnostics.ts'

it.each([{}, { OTEL_LOG_LEVEL: 'debug' }])('leaves the logger that the application has set: %j', (env) => {
  const told: unknown[] = []
  const nothing = (): void => {}
  const warn: DiagLogger['warn'] = (text) => void told.push(text)
  diag.setLogger({ error: nothing, warn, info: nothing, debug: nothing, verbose: nothing })
  showDiagnostics(env)
  diag.warn('the endpoint is down')
  diag.disable()
  expect(told).toEqual(['the endpoint is down'])
})
