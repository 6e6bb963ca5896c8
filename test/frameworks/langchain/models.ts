import { ChatOpenAI, OpenAIEmbeddings } from '@langchain/openai'
import * as retrievers from '@langchain/core/retrievers'
import * as runnables from '@langchain/core/runnables'
import * as asyncCaller from '@langchain/core/utils/async_caller'
import * as openaiSdk from 'openai'
import type { BillCheck } from '../harness/bill-check.ts'

/** Models of LangChain that call the provider of a test. */
export interface Models {
  openai(model: string, options?: object): ChatOpenAI
  readonly embeddings: OpenAIEmbeddings
}

export function modelsOf({ provider, meter }: BillCheck): Models {
  meter('openai', openaiSdk)
  for (const each of [runnables, retrievers, asyncCaller]) meter('@langchain/core', each)
  const openai = { apiKey: 'key', configuration: { baseURL: provider.openaiUrl } }
  return {
    openai: (model, options = {}) => new ChatOpenAI({ model, ...openai, ...options }),
    embeddings: new OpenAIEmbeddings({ model: 'text-embedding-3-small', ...openai }),
  }
}
