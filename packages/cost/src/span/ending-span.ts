import type { Attributes, AttributeValue, Context, HrTime } from '@opentelemetry/api'

/**
 * What we need of a span and of a span processor, so that this package works with the OpenTelemetry SDK 2.x and 3.x alike
 * and depends on neither. A type test holds both against it.
 */
export interface EndingSpan {
  readonly name?: string
  readonly attributes: Attributes
  readonly instrumentationScope?: { readonly name: string }
  readonly status?: { readonly code: number }
  readonly events?: readonly { readonly name: string; readonly attributes?: Attributes }[]
  readonly startTime: HrTime
  readonly duration: HrTime
  readonly ended?: boolean
  setAttribute(key: string, value: AttributeValue): unknown
  spanContext(): { readonly spanId: string }
}

/** `onEnding` is where a processor may still write: the span has its end time, and no processor has passed it on yet. */
export interface SpanProcessorLike {
  onStart(span: EndingSpan, parentContext: Context): void
  onEnding(span: EndingSpan): void
  onEnd(span: unknown): void
  forceFlush(): Promise<void>
  shutdown(): Promise<void>
}

/** Seconds of an OpenTelemetry time or duration. */
export function secondsOf([seconds, nanos]: HrTime): number {
  return seconds + nanos / 1e9
}
