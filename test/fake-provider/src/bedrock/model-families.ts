import { messageUsage } from '../anthropic/anthropic-usage.ts'
import { idOf } from '../request-id.ts'
import type { ModelCall } from './bedrock-request.ts'
import { converseUsage } from './bedrock-usage.ts'

type Json = Readonly<Record<string, unknown>>

/** The words of one family of models, in InvokeModel. */
interface ModelFamily {
  readonly whole: (call: ModelCall) => Json
  /** The events of a stream before, for and after each piece of text; there is at least one after. */
  readonly opening: (call: ModelCall) => readonly Json[]
  readonly piece: (text: string) => Json
  readonly closing: (call: ModelCall) => readonly Json[]
}

/** The request and answer forms of https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters.html. */
export function familyOf(modelId: string): ModelFamily {
  return FAMILIES.find(([pattern]) => pattern.test(modelId))?.[1] ?? claude
}

const claude: ModelFamily = {
  whole: (call) => ({
    ...claudeHead(call),
    content: [{ type: 'text', text: call.reply.text }],
    stop_reason: 'end_turn',
    stop_sequence: null,
    usage: messageUsage(call.reply.usage, 'standard', call.behaviour),
  }),
  opening: (call) => [
    {
      type: 'message_start',
      message: {
        ...claudeHead(call),
        content: [],
        stop_reason: null,
        usage: { ...messageUsage(call.reply.usage, 'standard', call.behaviour), output_tokens: 1 },
      },
    },
    { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
  ],
  piece: (text) => ({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text } }),
  closing: ({ reply }) => [
    { type: 'content_block_stop', index: 0 },
    { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: reply.usage.output } },
    { type: 'message_stop' },
  ],
}

const nova: ModelFamily = {
  whole: (call) => ({
    output: { message: { role: 'assistant', content: [{ text: call.reply.text }] } },
    stopReason: 'end_turn',
    usage: converseUsage(call),
  }),
  opening: () => [{ messageStart: { role: 'assistant' } }],
  piece: (text) => ({ contentBlockDelta: { delta: { text }, contentBlockIndex: 0 } }),
  closing: (call) => [{ messageStop: { stopReason: 'end_turn' } }, { metadata: { usage: converseUsage(call) } }],
}

const llama: ModelFamily = {
  whole: ({ reply }) => ({
    generation: reply.text,
    prompt_token_count: reply.usage.input,
    generation_token_count: reply.usage.output,
    stop_reason: 'stop',
  }),
  opening: () => [],
  piece: (generation) => ({ generation, prompt_token_count: null, generation_token_count: null, stop_reason: null }),
  closing: ({ reply }) => [
    {
      generation: '',
      prompt_token_count: reply.usage.input,
      generation_token_count: reply.usage.output,
      stop_reason: 'stop',
    },
  ],
}

const titan: ModelFamily = {
  whole: ({ reply }) => ({
    inputTextTokenCount: reply.usage.input,
    results: [{ tokenCount: reply.usage.output, outputText: reply.text, completionReason: 'FINISH' }],
  }),
  opening: () => [],
  piece: (outputText) => ({ outputText, index: 0 }),
  closing: ({ reply }) => [
    {
      outputText: '',
      index: 0,
      inputTextTokenCount: reply.usage.input,
      totalOutputTextTokenCount: reply.usage.output,
      completionReason: 'FINISH',
    },
  ],
}

const titanEmbeddings: ModelFamily = {
  ...titan,
  whole: ({ reply }) => ({ embedding: [0.25, -0.5, 0.125], inputTextTokenCount: reply.usage.input }),
}

/** Mistral and Cohere tell no counts in the body: they are in the headers, or in the last event. */
const mistral: ModelFamily = {
  whole: ({ reply }) => ({ outputs: [{ text: reply.text, stop_reason: 'stop' }] }),
  opening: () => [],
  piece: (text) => ({ outputs: [{ text, stop_reason: null }] }),
  closing: () => [{ outputs: [{ text: '', stop_reason: 'stop' }] }],
}

const cohere: ModelFamily = {
  whole: ({ exchange, reply }) => ({
    response_id: idOf('', exchange),
    text: reply.text,
    generation_id: idOf('', exchange, 1),
    finish_reason: 'COMPLETE',
  }),
  opening: () => [],
  piece: (text) => ({ is_finished: false, event_type: 'text-generation', text }),
  closing: () => [{ is_finished: true, event_type: 'stream-end', finish_reason: 'COMPLETE' }],
}

const cohereEmbeddings: ModelFamily = {
  ...cohere,
  whole: ({ exchange }) => ({
    id: idOf('', exchange),
    embeddings: [[0.25, -0.5, 0.125]],
    response_type: 'embeddings_floats',
  }),
}

const FAMILIES: readonly (readonly [RegExp, ModelFamily])[] = [
  [/cohere\.embed/, cohereEmbeddings],
  [/titan-embed/, titanEmbeddings],
  [/amazon\.nova/, nova],
  [/meta\.llama/, llama],
  [/amazon\.titan/, titan],
  [/mistral\./, mistral],
  [/cohere\./, cohere],
]

function claudeHead({ exchange, modelId }: ModelCall): Json {
  const model = modelId.replace(/^.*anthropic\./, '').replace(/-v\d+:\d+$/, '')
  return { id: idOf('msg_bdrk_', exchange), type: 'message', role: 'assistant', model }
}
