import type { Span, TimeInput } from '@opentelemetry/api'
import type { CallResponse, PromptText } from '../provider.ts'
import * as semconv from '../semconv.ts'
import { askedModel, type CallStart } from './call-start.ts'
import { writeUsage } from './response-attributes.ts'
import { writeAttributes } from './span-attributes.ts'

/** Counts what the provider did not tell. What it told, such as Anthropic's input, is kept. */
export function estimateThenEnd(
  span: Span,
  endTime: TimeInput,
  { params, operation, estimator }: CallStart,
  response: CallResponse,
  generated: string,
  prompt: PromptText | undefined,
): void {
  const partial = response.usage
  const request = {
    model: response.model ?? askedModel(operation, params) ?? '',
    prompt: partial === undefined ? prompt : undefined,
    generated,
  }
  estimator.estimate(request, ({ input, output }) => {
    // What the provider has told so far was generated, whether we saw its text or not.
    const counted = { ...partial, input: partial?.input ?? input, output: Math.max(output, partial?.output ?? 0) }
    writeAttributes(span, (attributes) => {
      writeUsage(attributes, counted)
      attributes[semconv.COSTSPAN_USAGE_ESTIMATED] = true
    })
    span.end(endTime)
  })
}
