import type { Context } from '@opentelemetry/api'

/**
 * A span processor of the OpenTelemetry SDK, of whichever version the application has: ours is inside this package, so that
 * the two need not be the same.
 */
export interface SpanProcessorLike {
  onStart(span: never, parentContext: Context): void
  onEnding?(span: never): void
  onEnd(span: never): void
  forceFlush(): Promise<void>
  shutdown(): Promise<void>
}
