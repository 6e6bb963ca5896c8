import { type CallResponse, type Operation, operation } from '../../provider.ts'
import { cohereTokens, cohereUnits } from '../cohere/usage.ts'
import { meteredModelMethod, type ModelCall, requestHeaders } from './model.ts'

/** What a vendor sent: Cohere its billed units, Together its tokens. */
interface RerankingBody {
  readonly meta?: {
    readonly billed_units?: { readonly search_units?: number; readonly input_tokens?: number } | null
  } | null
  readonly usage?: { readonly prompt_tokens?: number | null } | null
}

interface RerankingAnswer {
  readonly response?: { readonly body?: unknown } | null
}

/** Documents put in order, billed by searches or by tokens. */
export const doRerank: Operation = operation<ModelCall, RerankingAnswer>({
  name: 'rerank',
  method: 'RerankingModel.prototype.doRerank',
  request: [],
  requestOf: requestHeaders,
  response: readRanking,
  adapt: meteredModelMethod,
})

function readRanking({ response }: RerankingAnswer): CallResponse {
  const { meta, usage } = (response?.body ?? {}) as RerankingBody
  const { search_units: searchUnits = null, input_tokens: inputTokens = null } = meta?.billed_units ?? {}
  const billed = { billedUnits: { searchUnits, inputTokens } }
  const tokens = usage?.prompt_tokens
  return {
    usage: tokens == null ? cohereTokens(billed) : { input: tokens, output: 0 },
    units: cohereUnits(billed),
  }
}
