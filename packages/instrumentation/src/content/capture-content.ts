import type { Span } from '@opentelemetry/api'
import type { CallObserver } from '../observe/call-observer.ts'
import * as semconv from '../semconv.ts'
import type { CallContent, ContentFold, ContentReader } from './call-content.ts'
import type { ContentCapture, RedactedCall } from './content-options.ts'
import { limitMessages, limitParts } from './limit-content.ts'

/** The call whose content is recorded. */
export interface CapturedCall extends RedactedCall {
  readonly span: Span
  readonly reader: ContentReader
  readonly params: unknown
}

/** The observer of a call, with its content written on the span before the call ends. */
export function captureContent(call: CapturedCall, capture: ContentCapture, observer: CallObserver): CallObserver {
  // Taken now: the application may change its messages while it reads the answer.
  const request = attempt(() => call.reader.request(call.params))
  let fold: ContentFold | undefined
  return {
    onItem(item) {
      fold ??= call.reader.fold()
      attempt(() => fold?.add(item))
      return observer.onItem(item)
    },
    onEnd(end) {
      const output = attempt(() => (end.reason === 'completed' ? call.reader.answer(end.result) : fold?.output()))
      if (request !== undefined) attempt(() => write(call, capture, { ...request, output: output ?? [] }))
      observer.onEnd(end)
    },
  }
}

function write(
  { span, provider, operation, model }: CapturedCall,
  capture: ContentCapture,
  content: CallContent,
): void {
  const redacted = capture.redact(content, { provider, operation, model })
  if (redacted === undefined) return
  const { maxCharacters } = capture
  const system = limitParts(redacted.system, maxCharacters).parts
  // Attributes cannot be objects in JavaScript, where the conventions ask for JSON text.
  if (system.length > 0) span.setAttribute(semconv.GEN_AI_SYSTEM_INSTRUCTIONS, JSON.stringify(system))
  for (const [name, messages] of [
    [semconv.GEN_AI_INPUT_MESSAGES, redacted.input],
    [semconv.GEN_AI_OUTPUT_MESSAGES, redacted.output],
  ] as const) {
    if (messages.length > 0) span.setAttribute(name, JSON.stringify(limitMessages(messages, maxCharacters)))
  }
}

/** Content is the application's: it may be anything, and a hook may throw. Then it is not recorded. */
function attempt<T>(step: () => T): T | undefined {
  try {
    return step()
  } catch {
    return undefined
  }
}
