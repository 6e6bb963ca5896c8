import { jsonAnswer } from '../answer.ts'
import type { Handler } from '../dialect.ts'
import { requestedModel } from '../exchange.ts'
import { isObject } from '../json.ts'
import { idOf } from '../request-id.ts'
import { servedUsage } from '../served-usage.ts'
import { tokensIn } from '../text.ts'

/** An endpoint of embeddings in OpenAI's format, of which all vectors are the same. Mistral calls its texts `inputs`. */
export function compatibleEmbeddings(service: string): Handler {
  return (exchange, behaviour) => {
    const model = requestedModel(exchange) ?? 'default'
    const texts = textsOf(exchange.body)
    const usage = servedUsage({ input: texts.reduce((sum, text) => sum + tokensIn(text), 0) }, behaviour.usage)
    return jsonAnswer(
      {
        id: idOf('embd-', exchange),
        object: 'list',
        model,
        data: texts.map((_, index) => ({ object: 'embedding', index, embedding: [0.6, 0.8] })),
        usage: { prompt_tokens: usage.input, completion_tokens: 0, total_tokens: usage.input },
      },
      { endpoint: `${service} embeddings`, model, serviceTier: 'default', usage },
    )
  }
}

function textsOf(body: unknown): readonly string[] {
  return isObject(body) ? [body['input'] ?? body['inputs']].flat().map(String) : []
}
