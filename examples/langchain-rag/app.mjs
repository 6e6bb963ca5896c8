import { costScope, withCostContext } from '@costspan/cost'
import { BaseRetriever } from '@langchain/core/retrievers'
import { StringOutputParser } from '@langchain/core/output_parsers'
import { ChatPromptTemplate } from '@langchain/core/prompts'
import { RunnableLambda } from '@langchain/core/runnables'
import { ChatOpenAI } from '@langchain/openai'
import { scriptProvider } from '../script-provider.mjs'

/** Three passages of a handbook; a real application asks its vector store here. */
class Handbook extends BaseRetriever {
  lc_namespace = ['example']
  async _getRelevantDocuments() {
    return ['Orders ship within two days.', 'Returns are free for 30 days.', 'Support answers on weekdays.'].map(
      (pageContent) => ({ pageContent, metadata: {} }),
    )
  }
}

const retriever = new Handbook()
const prompt = ChatPromptTemplate.fromTemplate('Answer from this handbook:\n{documents}\n\nQuestion: {question}')
// Attempts are LangChain's alone, so that each of them is a call that is marked as primary, retry or fallback.
const model = (name) => new ChatOpenAI({ model: name, maxRetries: 0 })

/** An answer that is too short is none: the call was billed, and is made again. */
const useful = RunnableLambda.from((answer) => {
  if (answer.length < 5) throw new Error('the answer is too short')
  return answer
})

const answers = prompt
  .pipe(
    model('gpt-4o')
      .withRetry({ stopAfterAttempt: 2 })
      .withFallbacks([model('gpt-4o-mini')]),
  )
  .pipe(new StringOutputParser())
  .pipe(useful)

async function ask(question) {
  const documents = await retriever.invoke(question)
  return answers.invoke({ question, documents: documents.map(({ pageContent }) => pageContent).join('\n') })
}

await costScope(async (scope) => {
  await withCostContext({ feature: 'handbook', user: 'ada' }, () => ask('When does my order ship?'))
  console.log(`one question: $${scope.costUsd}, ${scope.calls} call`)

  // The provider fails: LangChain tries again, and then asks the other model.
  await scriptProvider([{ status: 500 }, { status: 500 }])
  await withCostContext({ feature: 'handbook', user: 'bob' }, () => ask('Can I return it?'))
  console.log(`and one with a fallback: $${scope.costUsd}, ${scope.calls} calls`)
})
