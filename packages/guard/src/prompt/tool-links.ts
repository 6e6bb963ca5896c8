/**
 * Tool link: a call of a tool and its result are linked by an id. A provider refuses a conversation that has one without the
 * other, so that they stay or go together.
 */
export interface ToolLinks {
  /** Ids of the calls that a message makes. */
  readonly calls: readonly string[]
  /** Ids of the calls whose results a message brings. */
  readonly results: readonly string[]
}

type Fields = Readonly<Record<string, unknown>>

/** The links of one message of OpenAI's chat completions or Anthropic's messages, or of one item of OpenAI's responses. */
export function toolLinks(message: unknown): ToolLinks {
  if (!isFields(message)) return { calls: [], results: [] }
  const { type, call_id: callId, tool_call_id: toolCallId, tool_calls: toolCalls, content } = message
  const blocks = listOf(content)
  return {
    calls: [
      ...listOf(toolCalls).map(({ id }) => id),
      ...blocks.filter((block) => block['type'] === 'tool_use').map(({ id }) => id),
      ...(type === 'function_call' ? [callId] : []),
    ].filter((id) => typeof id === 'string'),
    results: [
      toolCallId,
      ...blocks.filter((block) => block['type'] === 'tool_result').map((block) => block['tool_use_id']),
      ...(type === 'function_call_output' ? [callId] : []),
    ].filter((id) => typeof id === 'string'),
  }
}

function listOf(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.filter(isFields) : []
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null
}
