import * as names from '../names.ts'
import { attribute, firstOf, set, text } from '../ottl.ts'
import { note, type YamlValue } from '../yaml-text.ts'

/**
 * Other vocabularies: OpenInference and OpenLLMetry name calls and tokens in their own ways, and what they wrap calls in
 * (chains, agents, tools) looks much like calls. Each becomes the names of the GenAI conventions, where a span has none.
 */
export function normaliseProcessor(): YamlValue {
  return {
    error_mode: 'silent',
    trace_statements: [
      note('Nobody outside may say that something has to be counted.', {
        statements: [...names.MARKS, ...names.NOTES].map((name) => `delete_key(span.attributes, "${name}")`),
      }),
      note('OpenInference', {
        conditions: [`${attribute('openinference.span.kind')} != nil`],
        statements: [...operations('openinference.span.kind', OPENINFERENCE_KINDS), ...copies(OPENINFERENCE_NAMES)],
      }),
      note('OpenLLMetry, and the older names of the conventions', {
        conditions: [
          `${attribute('traceloop.span.kind')} != nil`,
          `${attribute('llm.request.type')} != nil`,
          `${attribute(names.SYSTEM)} != nil`,
        ],
        statements: [
          ...operations('traceloop.span.kind', TRACELOOP_KINDS),
          ...operations('llm.request.type', LLM_REQUEST_TYPES),
          ...copies(OLDER_NAMES),
        ],
      }),
      note('The inner spans of the Vercel AI SDK are the calls', {
        conditions: [`${attribute('ai.operationId')} != nil`],
        statements: [
          set(
            attribute(names.OPERATION),
            text('chat'),
            `${unset(names.OPERATION)} and IsMatch(${attribute('ai.operationId')}, "\\\\.do(?:Generate|Stream)$$")`,
          ),
          set(
            attribute(names.OPERATION),
            text('embeddings'),
            `${unset(names.OPERATION)} and IsMatch(${attribute('ai.operationId')}, "\\\\.doEmbed$$")`,
          ),
        ],
      }),
    ],
  }
}

const OPENINFERENCE_KINDS: Readonly<Record<string, string>> = {
  LLM: 'chat',
  EMBEDDING: 'embeddings',
  RERANKER: 'rerank',
  AGENT: 'invoke_agent',
  CHAIN: 'invoke_workflow',
  TOOL: 'execute_tool',
  RETRIEVER: 'retrieval',
}

const TRACELOOP_KINDS: Readonly<Record<string, string>> = {
  workflow: 'invoke_workflow',
  task: 'invoke_workflow',
  agent: 'invoke_agent',
  tool: 'execute_tool',
}

const LLM_REQUEST_TYPES: Readonly<Record<string, string>> = {
  chat: 'chat',
  completion: 'text_completion',
  embedding: 'embeddings',
  rerank: 'rerank',
}

/** The name to write, and those it may be under, best first. */
type Copies = readonly (readonly [name: string, ...others: readonly string[]])[]

const OPENINFERENCE_NAMES: Copies = [
  [names.PROVIDER, 'llm.provider', 'llm.system'],
  [names.REQUEST_MODEL, 'llm.model_name', 'embedding.model_name', 'reranker.model_name'],
  [names.USAGE_INPUT, 'llm.token_count.prompt'],
  [names.USAGE_OUTPUT, 'llm.token_count.completion'],
  [names.USAGE_CACHE_READ, 'llm.token_count.prompt_details.cache_read'],
  [names.USAGE_CACHE_WRITE, 'llm.token_count.prompt_details.cache_write'],
  [names.USAGE_REASONING, 'llm.token_count.completion_details.reasoning'],
  [names.USAGE_INPUT_AUDIO, 'llm.token_count.prompt_details.audio'],
  [names.USAGE_OUTPUT_AUDIO, 'llm.token_count.completion_details.audio'],
]

const OLDER_NAMES: Copies = [
  [names.PROVIDER, names.SYSTEM],
  [names.REQUEST_MODEL, 'llm.request.model'],
  [names.RESPONSE_MODEL, 'llm.response.model'],
  [names.USAGE_INPUT, 'gen_ai.usage.prompt_tokens', 'llm.usage.prompt_tokens'],
  [names.USAGE_OUTPUT, 'gen_ai.usage.completion_tokens', 'llm.usage.completion_tokens'],
  [names.USAGE_CACHE_READ, 'gen_ai.usage.cache_read_input_tokens', 'llm.usage.cache_read_input_tokens'],
  [names.USAGE_CACHE_WRITE, 'gen_ai.usage.cache_creation_input_tokens', 'llm.usage.cache_creation_input_tokens'],
  [names.USAGE_REASONING, 'gen_ai.usage.reasoning_tokens'],
]

function operations(kind: string, table: Readonly<Record<string, string>>): string[] {
  return Object.entries(table).map(([value, operation]) =>
    set(
      attribute(names.OPERATION),
      text(operation),
      `${unset(names.OPERATION)} and ${attribute(kind)} == ${text(value)}`,
    ),
  )
}

function copies(table: Copies): string[] {
  return table.map(([name, ...others]) => set(attribute(name), firstOf(...others), unset(name)))
}

function unset(name: string): string {
  return `${attribute(name)} == nil`
}
