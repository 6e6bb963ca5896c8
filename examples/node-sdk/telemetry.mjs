import { CostSpanProcessor, costViews, recordUnsampledCalls } from '@costspan/cost'
import { llmInstrumentations, registerModuleHooks } from '@costspan/instrumentation'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { NodeSDK } from '@opentelemetry/sdk-node'
import { BatchSpanProcessor, ParentBasedSampler, TraceIdRatioBasedSampler } from '@opentelemetry/sdk-trace'

// Imports of ES modules are seen from here on.
registerModuleHooks()

// Your own sampler. Whatever share of traces it keeps, the counters hold every call.
const share = Number(process.env.KEPT_SHARE ?? '1')
const sampler = new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(share) })

const sdk = new NodeSDK({
  serviceName: 'node-sdk-example',
  sampler: recordUnsampledCalls(sampler),
  spanProcessors: [new CostSpanProcessor(), new BatchSpanProcessor({ exporter: new OTLPTraceExporter() })],
  instrumentations: [...llmInstrumentations()],
  views: costViews(),
})
sdk.start()

process.once('beforeExit', () => void sdk.shutdown())
