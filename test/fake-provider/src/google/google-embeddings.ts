import { type Answer, jsonAnswer, type Served } from '../answer.ts'
import type { Behaviour } from '../behaviour.ts'
import type { Exchange } from '../exchange.ts'
import { arrayAt } from '../json.ts'
import { NO_USAGE } from '../served-usage.ts'
import { tokensIn } from '../text.ts'
import { modelOf } from './google-model.ts'

const VALUES = [0.25, -0.5, 0.125]

/** `POST models/NAME:batchEmbedContents` of the Gemini API, which tells the usage of newer models only. */
export function embedContents(exchange: Exchange, behaviour: Behaviour): Answer {
  const requests = arrayAt(exchange.body, 'requests')
  const input = inputOf(exchange, behaviour)
  const tellsUsage = modelOf(exchange).includes('embedding-2')
  const value = {
    embeddings: requests.map(() => ({ values: VALUES })),
    ...(tellsUsage && { usageMetadata: { promptTokenCount: input } }),
  }
  return jsonAnswer(value, served(exchange, input))
}

/** `POST models/NAME:embedContent` of Vertex AI. */
export function embedContent(exchange: Exchange, behaviour: Behaviour): Answer {
  const input = inputOf(exchange, behaviour)
  return jsonAnswer(
    { embedding: { values: VALUES }, usageMetadata: { promptTokenCount: input } },
    served(exchange, input),
  )
}

/** `POST models/NAME:predict` of Vertex AI, which counts each text apart. */
export function predictEmbeddings(exchange: Exchange, behaviour: Behaviour): Answer {
  const instances = arrayAt(exchange.body, 'instances')
  const counts = instances.map((instance) => tokensIn(JSON.stringify(instance)))
  const asked = behaviour.usage?.input
  if (asked !== undefined) counts.splice(0, counts.length, asked, ...instances.slice(1).map(() => 0))
  const predictions = counts.map((count) => ({
    embeddings: { values: VALUES, statistics: { token_count: count, truncated: false } },
  }))
  const input = counts.reduce((sum, count) => sum + count, 0)
  return jsonAnswer({ predictions }, served(exchange, input))
}

function inputOf(exchange: Exchange, behaviour: Behaviour): number {
  return behaviour.usage?.input ?? tokensIn(JSON.stringify(exchange.body))
}

function served(exchange: Exchange, input: number): Served {
  const usage = { ...NO_USAGE, input }
  return { endpoint: 'google embeddings', model: modelOf(exchange), serviceTier: 'standard', usage }
}
