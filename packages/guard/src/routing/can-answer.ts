import { limitsOf } from '../estimate/model-limits.ts'
import { measureBody } from '../estimate/body-size.ts'
import type { WireCall } from '../http/wire-call.ts'

/** What a model must be able to do to answer a call, read from the call itself. */
interface Needs {
  readonly tools: boolean
  readonly vision: boolean
  readonly reasoning: boolean
  readonly jsonSchema: boolean
}

/**
 * Whether a model can answer a call in place of another: its context and output are long enough, and it can do what the call
 * asks for. A model that we know nothing of cannot.
 */
export function canAnswer(model: string, call: WireCall, inputTokens: number): boolean {
  const limits = limitsOf(model)
  if (limits === undefined) return false
  const asked = call.operation?.maxOutputTokens?.(call.body)
  if (asked !== undefined && asked > limits.output) return false
  if (inputTokens + (asked ?? 0) > limits.context) return false
  const needs = needsOf(call)
  return (Object.keys(needs) as (keyof Needs)[]).every((need) => !needs[need] || limits[need])
}

function needsOf({ body, bodyBytes }: WireCall): Needs {
  const format = JSON.stringify([body['response_format'], body['text'], body['output_config'], body['output_format']])
  return {
    tools: body['tools'] !== undefined || body['functions'] !== undefined,
    vision: measureBody(body, bodyBytes).images > 0,
    reasoning:
      body['reasoning'] !== undefined || body['reasoning_effort'] !== undefined || body['thinking'] !== undefined,
    jsonSchema: format.includes('"json_schema"'),
  }
}

/** Whether a call continues the use of a tool: a model that takes over in the middle does not know what the other wanted. */
export function isInToolLoop({ body }: WireCall): boolean {
  const conversation = body['messages'] ?? body['input'] ?? body['contents']
  const last: unknown = Array.isArray(conversation) ? conversation.at(-1) : undefined
  const { role, type, content, parts } = (last ?? {}) as Readonly<Record<string, unknown>>
  if (role === 'tool' || role === 'function' || type === 'function_call_output') return true
  const blocks = [content, parts].flatMap((each) => (Array.isArray(each) ? (each as unknown[]) : []))
  return blocks.some((block) => isToolResult(block))
}

function isToolResult(block: unknown): boolean {
  if (typeof block !== 'object' || block === null) return false
  return Reflect.get(block, 'type') === 'tool_result' || 'functionResponse' in block || 'toolResult' in block
}
