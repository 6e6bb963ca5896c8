// The OpenTelemetry SDK for traces and metrics as such, without exporters: what every tool on top of it starts with.
import { context, metrics, trace } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { defaultResource } from '@opentelemetry/resources'
import { MeterProvider } from '@opentelemetry/sdk-metrics'
import { TracerProvider } from '@opentelemetry/sdk-trace'

const resource = defaultResource()
context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
metrics.setGlobalMeterProvider(new MeterProvider({ resource }))
trace.setGlobalTracerProvider(new TracerProvider({ resource }))
