import type { RequestTable } from '../../call/request-attributes.ts'
import { type CallResponse, type Operation, operation } from '../../provider.ts'
import * as semconv from '../../semconv.ts'
import * as google from '../google/generate-content.ts'

/** A request, which may be a mere text, with the model that the method belongs to. */
interface ContentCall {
  readonly model: string | undefined
  readonly request: unknown
  readonly generationConfig?: { readonly maxOutputTokens?: number }
}

interface WholeAnswer {
  readonly response?: unknown
}

interface StreamAnswer {
  readonly stream: AsyncIterable<unknown>
}

const request: RequestTable = [
  [semconv.GEN_AI_REQUEST_MAX_TOKENS, ['generationConfig', 'maxOutputTokens'], 'number'],
  [semconv.GEN_AI_REQUEST_TEMPERATURE, ['generationConfig', 'temperature'], 'number'],
  [semconv.GEN_AI_REQUEST_TOP_P, ['generationConfig', 'topP'], 'number'],
  [semconv.GEN_AI_REQUEST_TOP_K, ['generationConfig', 'topK'], 'number'],
  [semconv.GEN_AI_REQUEST_STOP_SEQUENCES, ['generationConfig', 'stopSequences'], 'strings'],
]

const maxOutputTokens = ({ generationConfig }: ContentCall): number | undefined => generationConfig?.maxOutputTokens

export const generateContent: Operation = operation<ContentCall, WholeAnswer>({
  name: 'generate_content',
  method: 'GenerativeModel.prototype.generateContent',
  request,
  maxOutputTokens,
  response: readAnswer,
  adapt: (original, meter) =>
    function (this: unknown, ...args) {
      const generate = (): unknown => Reflect.apply(original, this, args)
      return Reflect.apply(meter(generate), this, [contentCall(this, args[0])])
    },
})

/** The answer has the stream in it, beside a promise of the whole; the stream is what is watched. */
export const generateContentStream: Operation = operation<ContentCall, WholeAnswer, unknown>({
  name: 'generate_content',
  method: 'GenerativeModel.prototype.generateContentStream',
  streams: true,
  request,
  maxOutputTokens,
  response: readAnswer,
  fold: (call) => google.generateContentStream.fold?.(call) ?? NO_ITEMS,
  adapt: (original, meter) =>
    async function (this: unknown, ...args) {
      let answer: StreamAnswer | undefined
      const open = async (): Promise<unknown> => {
        answer = (await Reflect.apply(original, this, args)) as StreamAnswer
        return answer.stream
      }
      await Reflect.apply(meter(open), this, [contentCall(this, args[0])])
      return answer
    },
})

function readAnswer({ response }: WholeAnswer, call: ContentCall): CallResponse {
  return google.generateContent.response(response ?? {}, call)
}

const NO_ITEMS = {
  add: (): undefined => undefined,
  response: (): object => ({}),
  hasFinalUsage: (): boolean => false,
  generatedText: (): string => '',
}

function contentCall(model: unknown, asked: unknown): ContentCall {
  const { model: path, generationConfig } = model as { readonly model?: string; readonly generationConfig?: object }
  const own = (asked as { readonly generationConfig?: object } | null)?.generationConfig
  return {
    model: path?.replace(/^models\//, ''),
    request: asked,
    generationConfig: { ...generationConfig, ...own },
  }
}
