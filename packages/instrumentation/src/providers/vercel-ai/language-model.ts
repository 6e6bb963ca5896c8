import type { RequestTable } from '../../call/request-attributes.ts'
import { type CallResponse, type Operation, operation, type StreamFold } from '../../provider.ts'
import * as semconv from '../../semconv.ts'
import { messagesText } from '../openai/prompt-text.ts'
import { errorType } from '../../call/error-type.ts'
import { type GatewayMetadata, gatewayCost } from './gateway-cost.ts'
import { meteredModelMethod, type ModelCall, modelCall } from './model.ts'
import { type RelayedStream, relayStream } from './relay-stream.ts'
import { type ModelUsage, modelUsage } from './usage.ts'
import { wireFormat } from './wire-formats.ts'

/** What is read of an answer. */
interface ModelAnswer {
  readonly usage?: ModelUsage | null
  readonly finishReason?: FinishReason | null
  readonly providerMetadata?: GatewayMetadata | null
  readonly response?: { readonly id?: string; readonly modelId?: string; readonly body?: unknown } | null
}

/** A part of a stream. `raw` is what the vendor sent, `finish` brings the usage, `error` stands for a rejection. */
interface StreamPart extends ModelAnswer {
  readonly type: string
  readonly id?: string
  readonly modelId?: string
  readonly delta?: unknown
  readonly rawValue?: unknown
  readonly error?: unknown
}

/** A plain word up to version 2 of the protocol, the vendor's own word beside a common one after it. */
type FinishReason = string | { readonly unified?: string; readonly raw?: string }

const request: RequestTable = [
  [semconv.GEN_AI_REQUEST_MAX_TOKENS, 'maxOutputTokens', 'number'],
  [semconv.GEN_AI_REQUEST_TEMPERATURE, 'temperature', 'number'],
  [semconv.GEN_AI_REQUEST_TOP_P, 'topP', 'number'],
  [semconv.GEN_AI_REQUEST_TOP_K, 'topK', 'number'],
  [semconv.GEN_AI_REQUEST_FREQUENCY_PENALTY, 'frequencyPenalty', 'number'],
  [semconv.GEN_AI_REQUEST_PRESENCE_PENALTY, 'presencePenalty', 'number'],
  [semconv.GEN_AI_REQUEST_STOP_SEQUENCES, 'stopSequences', 'strings'],
  [semconv.GEN_AI_REQUEST_SEED, 'seed', 'number'],
]

const maxOutputTokens = ({ maxOutputTokens: limit }: ModelCall): number | undefined =>
  typeof limit === 'number' ? limit : undefined

/** A retry of `generateText` sends the same list of messages again. */
const requestOf = ({ prompt }: ModelCall): unknown => prompt

export const doGenerate: Operation = operation<ModelCall, ModelAnswer>({
  name: 'chat',
  method: 'LanguageModel.prototype.doGenerate',
  request,
  maxOutputTokens,
  requestOf,
  response: readAnswer,
  adapt: meteredModelMethod,
})

export const doStream: Operation = operation<ModelCall, ModelAnswer, StreamPart>({
  name: 'chat',
  method: 'LanguageModel.prototype.doStream',
  streams: true,
  request,
  maxOutputTokens,
  requestOf,
  prompt: ({ prompt, tools }) => messagesText(prompt, tools),
  response: readAnswer,
  fold: foldParts,
  adapt: (original, meter) =>
    function (this: unknown, options) {
      const call = modelCall(this, options)
      const isAsked = call['includeRawChunks'] === true
      // What the vendor sent is asked for of the provider, in this process; the request is the same.
      const knowsFormat = wireFormat(call.modelClass) !== undefined
      const asked = knowsFormat ? { ...(options as object), includeRawChunks: true } : options
      const open = (): Promise<RelayedStream> => Reflect.apply(original, this, [asked]) as Promise<RelayedStream>
      return relayStream(open, (parts) => Reflect.apply(meter(parts), this, [call]), isAsked ? undefined : isRaw)
    },
})

function isRaw(part: unknown): boolean {
  return (part as StreamPart).type === 'raw'
}

function readAnswer(answer: ModelAnswer, call: ModelCall): CallResponse {
  const { usage, finishReason, providerMetadata, response } = answer
  const body = response?.body
  const sent = typeof body === 'object' && body !== null ? wireFormat(call.modelClass)?.whole : undefined
  const own: CallResponse = {
    id: response?.id,
    model: response?.modelId,
    finishReasons: reasons(finishReason),
    usage: modelUsage(usage),
    costUsd: gatewayCost(providerMetadata),
  }
  return sent === undefined ? own : told(own, sent.response(body, call))
}

/** What the vendor sent says more than what the AI SDK made of it, where it says something. */
function told(own: CallResponse, sent: CallResponse): CallResponse {
  const known = Object.entries(sent).filter(([, value]) => value !== undefined)
  return { ...own, ...(Object.fromEntries(known) as CallResponse) }
}

function foldParts(call: ModelCall): StreamFold<StreamPart> {
  const sent = wireFormat(call.modelClass)?.stream?.fold?.(call)
  let answer: ModelAnswer = {}
  let text = ''
  let hasSent = false
  let error: string | undefined

  return {
    add(part) {
      if (part.type === 'raw') {
        hasSent = true
        sent?.add(part.rawValue)
      } else if (part.type === 'response-metadata') {
        answer = { ...answer, response: { ...answer.response, ...part } }
      } else if (part.type === 'finish') {
        answer = { ...answer, ...part }
      } else if (part.type === 'error') {
        error = errorType(part.error)
      } else if (typeof part.delta === 'string') {
        text += part.delta
      }
      return undefined
    },
    response() {
      const own = { ...readAnswer(answer, call), errorType: error }
      return hasSent && sent !== undefined ? told(own, sent.response()) : own
    },
    hasFinalUsage: () => (hasSent && sent?.hasFinalUsage() === true) || modelUsage(answer.usage) !== undefined,
    generatedText: () => text,
  }
}

function reasons(reason: FinishReason | null | undefined): readonly string[] | undefined {
  const word = typeof reason === 'object' ? (reason?.raw ?? reason?.unified) : reason
  return word === undefined ? undefined : [word]
}
