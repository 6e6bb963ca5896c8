// The official instrumentation with the hooks of import-in-the-middle 3, which run in the application's thread.
import './otel-sdk.mjs'
import { createRequire } from 'node:module'
import { OpenAIInstrumentation } from '@opentelemetry/instrumentation-openai'

const theirs = createRequire(createRequire(import.meta.url).resolve('@opentelemetry/instrumentation-openai'))
theirs('import-in-the-middle/register-hooks.mjs').register({ include: ['openai'] })
new OpenAIInstrumentation()
