import { NOW } from './made-ledger.ts'

/** A trace as an application sends it: an agent that searches, answers with two calls, and is told to wait once. */
export function agentTrace(user: string = 'user-0042'): string {
  const spans = [
    span(1, undefined, 'POST /v1/analyses', 0, 9_400, {}),
    span(2, 1, 'invoke_agent analyst', 120, 9_200, { 'gen_ai.operation.name': 'invoke_agent' }),
    span(
      3,
      2,
      'embeddings text-embedding-3-small',
      180,
      210,
      call('embeddings', 'text-embedding-3-small', 400, 0, 8_000),
    ),
    span(4, 2, 'execute_tool search_documents', 420, 640, { 'gen_ai.operation.name': 'execute_tool' }),
    span(5, 4, 'GET vectors', 450, 570, {}),
    span(6, 2, 'chat gpt-4o-mini', 1_100, 1_900, call('chat', 'gpt-4o-mini', 1_800, 220, 402_000)),
    span(7, 2, 'chat claude-sonnet-4-5', 3_100, 6_100, {
      ...call('chat', 'claude-sonnet-4-5', 52_000, 900, 169_500_000),
      'user.id': user,
      'costspan.attempt.index': 1,
      'costspan.attempt.kind': 'retry',
    }),
  ]
  const resource = { attributes: attributes({ 'service.name': 'analysis-api' }) }
  return JSON.stringify({ resourceSpans: [{ resource, scopeSpans: [{ spans }] }] })
}

type Values = Readonly<Record<string, string | number>>

function span(id: number, parent: number | undefined, name: string, start: number, length: number, values: Values) {
  const at = (millis: number): string => `${BigInt(NOW - 60_000 + millis) * 1_000_000n}`
  return {
    traceId: 'a9'.repeat(16),
    spanId: spanId(id),
    ...(parent !== undefined && { parentSpanId: spanId(parent) }),
    name,
    startTimeUnixNano: at(start),
    endTimeUnixNano: at(start + length),
    attributes: attributes(values),
  }
}

function call(operation: string, model: string, input: number, output: number, nanoUsd: number): Values {
  const provider = model.startsWith('claude') ? 'anthropic' : 'openai'
  const outputNano = model.startsWith('claude') ? output * 15_000 : output * 600
  return {
    'gen_ai.operation.name': operation,
    'gen_ai.provider.name': provider,
    'gen_ai.request.model': model,
    'gen_ai.usage.input_tokens': input,
    'gen_ai.usage.output_tokens': output,
    'costspan.cost.status': 'reported',
    'costspan.cost.nano_usd': nanoUsd,
    'costspan.cost.output': outputNano / 1e9,
    'costspan.cost.input': (nanoUsd - outputNano) / 1e9,
    'costspan.price.version': 'genai-prices 2026-09-23',
    'costspan.feature': 'document_analysis',
    'costspan.team': 'search',
    'costspan.tier': 'pro',
    'user.id': 'user-0042',
  }
}

function spanId(id: number): string {
  return id.toString(16).padStart(16, '0')
}

function attributes(values: Values): object[] {
  return Object.entries(values).map(([key, value]) => ({
    key,
    value:
      typeof value === 'string'
        ? { stringValue: value }
        : Number.isInteger(value)
          ? { intValue: value }
          : { doubleValue: value },
  }))
}
