import { Document } from '@langchain/core/documents'
import { StringOutputParser } from '@langchain/core/output_parsers'
import { ChatPromptTemplate } from '@langchain/core/prompts'
import { BaseRetriever } from '@langchain/core/retrievers'
import { type Runnable, RunnableMap, RunnablePassthrough } from '@langchain/core/runnables'
import { withRetrieval } from '@costspan/cost'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type BillCheck, startBillCheck } from '../harness/bill-check.ts'
import { type Models, modelsOf } from './models.ts'

const FOUND = 'r'.repeat(60)
const USAGE = { input: 1_000, cacheRead: 400, output: 200 }

let check: BillCheck
let models: Models

beforeAll(async () => {
  check = await startBillCheck()
  models = modelsOf(check)
}, 60_000)

afterAll(() => check.close())

/** Finds one text that the chain uses, and one that it drops. */
class Archive extends BaseRetriever {
  override lc_namespace = ['test']

  override _getRelevantDocuments(): Promise<Document[]> {
    return Promise.resolve([FOUND, 'dropped'].map((pageContent) => new Document({ pageContent })))
  }
}

/** A chain with a prompt of 100 characters, of which 60 are retrieved. */
function chain(): Runnable<string, string> {
  const context = new Archive().pipe((documents: Document[]) => documents[0]?.pageContent ?? '')
  return RunnableMap.from({ context, question: new RunnablePassthrough() })
    .pipe(ChatPromptTemplate.fromTemplate(`{context}${'q'.repeat(39)}{question}`))
    .pipe(models.openai('gpt-4o'))
    .pipe(new StringOutputParser())
}

/** What the spans say of retrieved context, for runs whose provider answers with the same usage each time. */
async function retrieval(application: () => Promise<unknown>): Promise<unknown[]> {
  await check.run(() => {
    check.provider.script([{ usage: USAGE }, { usage: USAGE }])
    return application()
  })
  return check.metered.calls.map(({ attributes }) => ({
    tokens: attributes['costspan.retrieval.input_tokens'],
    usd: attributes['costspan.cost.retrieval'],
  }))
}

// 600 tokens at 2.50 USD and 400 from the cache at 1.25 USD a million make 0.002 USD, of which 60 % is 0.0012.
const SIXTY_PERCENT = { tokens: 600, usd: 0.0012 }

describe('retrieved context', () => {
  it('of a LangChain retriever is told as a share of the input', async () => {
    expect(await retrieval(() => chain().invoke('?'))).toEqual([SIXTY_PERCENT])
  })

  it('is told of a stream', async () => {
    const read = async (): Promise<void> => {
      for await (const chunk of await chain().stream('?')) void chunk
    }
    expect(await retrieval(read)).toEqual([SIXTY_PERCENT])
  })

  it('can be marked by the application', async () => {
    const prompt = `${FOUND}${'q'.repeat(40)}`
    expect(await retrieval(() => withRetrieval([FOUND], () => models.openai('gpt-4o').invoke(prompt)))).toEqual([
      SIXTY_PERCENT,
    ])
  })

  it('is no part of a prompt that it is not found in', async () => {
    expect(await retrieval(() => withRetrieval([FOUND], () => models.openai('gpt-4o').invoke('Hello')))).toEqual([
      { tokens: 0, usd: 0 },
    ])
  })

  it('of one run is not taken for that of the next', async () => {
    const runs = async (): Promise<void> => {
      await chain().invoke('?')
      await models.openai('gpt-4o').invoke(FOUND)
    }
    expect(await retrieval(runs)).toEqual([SIXTY_PERCENT, { tokens: undefined, usd: undefined }])
  })
})
