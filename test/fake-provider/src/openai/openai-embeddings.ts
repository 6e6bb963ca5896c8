import { type Answer, jsonAnswer } from '../answer.ts'
import type { Behaviour } from '../behaviour.ts'
import { type Exchange, requestedModel } from '../exchange.ts'
import { isObject, numberAt, stringAt } from '../json.ts'
import { invalidRequest } from './openai-errors.ts'
import { servedModel } from '../served-model.ts'
import { servedUsage } from '../served-usage.ts'
import { hash, tokensIn } from '../text.ts'

/** `POST /v1/embeddings`. Clients that name no format get numbers; the official SDK asks for base64. */
export function embeddings(exchange: Exchange, behaviour: Behaviour): Answer {
  const { body } = exchange
  const requested = requestedModel(exchange)
  if (requested === undefined) return invalidRequest('you must provide a model parameter')
  const inputs = inputsOf(body)
  if (inputs.length === 0) return invalidRequest("'$.input' is invalid.", 'input')
  const model = behaviour.model ?? servedModel(requested)
  const usage = servedUsage({ input: inputs.reduce<number>((sum, input) => sum + tokensOf(input), 0) }, behaviour.usage)
  const dimensions = numberAt(body, 'dimensions') ?? (requested.includes('large') ? 3072 : 1536)
  const base64 = stringAt(body, 'encoding_format') === 'base64'
  return jsonAnswer(
    {
      object: 'list',
      data: inputs.map((input, index) => {
        const vector = unitVector(hash(JSON.stringify(input)), dimensions)
        return { object: 'embedding', index, embedding: base64 ? toBase64(vector) : [...vector] }
      }),
      model,
      ...(behaviour.rawUsage === undefined
        ? { usage: { prompt_tokens: usage.input, total_tokens: usage.input } }
        : behaviour.rawUsage !== null && { usage: behaviour.rawUsage }),
    },
    {
      endpoint: 'openai embeddings',
      model,
      serviceTier: behaviour.serviceTier ?? 'default',
      usage,
    },
  )
}

/** A text, several texts, a list of tokens, or several lists of tokens. */
function inputsOf(body: unknown): readonly unknown[] {
  const input = isObject(body) ? body['input'] : undefined
  if (!Array.isArray(input)) return input === undefined || input === '' ? [] : [input]
  return typeof input[0] === 'number' ? [input] : input
}

function tokensOf(input: unknown): number {
  return Array.isArray(input) ? input.length : tokensIn(String(input))
}

function unitVector(seed: number, dimensions: number): Float32Array {
  const vector = new Float32Array(dimensions)
  const scale = 1 / Math.sqrt(dimensions)
  let state = seed
  for (let index = 0; index < dimensions; index++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    vector[index] = state < 0x80000000 ? scale : -scale
  }
  return vector
}

function toBase64(vector: Float32Array): string {
  return Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength).toString('base64')
}
