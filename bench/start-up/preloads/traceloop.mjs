// OpenLLMetry with the loader hook of the OpenTelemetry instrumentation that it brings, as its documentation asks of ESM.
import './otel-sdk.mjs'
import { createRequire, register } from 'node:module'
import { pathToFileURL } from 'node:url'
import { OpenAIInstrumentation } from '@traceloop/instrumentation-openai'

const theirs = createRequire(createRequire(import.meta.url).resolve('@traceloop/instrumentation-openai'))
register(pathToFileURL(theirs.resolve('@opentelemetry/instrumentation/hook.mjs')))
new OpenAIInstrumentation()
