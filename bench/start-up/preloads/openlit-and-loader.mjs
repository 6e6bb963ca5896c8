// OpenLIT with the loader hook of the OpenTelemetry instrumentation that it brings: by itself it does not see what ESM imports.
import { createRequire, register } from 'node:module'
import { pathToFileURL } from 'node:url'

const theirs = createRequire(createRequire(import.meta.url).resolve('openlit'))
register(pathToFileURL(theirs.resolve('@opentelemetry/instrumentation/hook.mjs')))
await import('./openlit.mjs')
