import { diag } from '@opentelemetry/api'
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  ParentBasedSampler,
  type Sampler,
  TraceIdRatioBasedSampler,
} from '@opentelemetry/sdk-trace'

/** Each sampler of the OpenTelemetry specification, by its name in `OTEL_TRACES_SAMPLER`. */
const SAMPLERS: Readonly<Record<string, (ratio: number) => Sampler>> = {
  always_on: () => new AlwaysOnSampler(),
  always_off: () => new AlwaysOffSampler(),
  traceidratio: (ratio) => new TraceIdRatioBasedSampler(ratio),
  parentbased_always_on: () => new ParentBasedSampler({ root: new AlwaysOnSampler() }),
  parentbased_always_off: () => new ParentBasedSampler({ root: new AlwaysOffSampler() }),
  parentbased_traceidratio: (ratio) => new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(ratio) }),
}

/** The sampler that `OTEL_TRACES_SAMPLER` and `OTEL_TRACES_SAMPLER_ARG` name; the default is `parentbased_always_on`. */
export function samplerFromEnv(env: NodeJS.ProcessEnv): Sampler {
  const name = env['OTEL_TRACES_SAMPLER'] ?? 'parentbased_always_on'
  const make = SAMPLERS[name]
  if (make === undefined) {
    diag.warn(
      `costspan: OTEL_TRACES_SAMPLER is "${name}"; expected one of ${Object.keys(SAMPLERS).join(', ')}. All traces are kept.`,
    )
    return new ParentBasedSampler({ root: new AlwaysOnSampler() })
  }
  return make(samplingRatio(env['OTEL_TRACES_SAMPLER_ARG']))
}

function samplingRatio(arg: string | undefined): number {
  if (arg === undefined || arg === '') return 1
  const ratio = Number(arg)
  if (ratio >= 0 && ratio <= 1) return ratio
  diag.warn(`costspan: OTEL_TRACES_SAMPLER_ARG is "${arg}"; expected a number from 0 to 1. All traces are kept.`)
  return 1
}
