import { createRequire } from 'node:module'

import { describe, expect, it } from 'vitest'

import { collect, HELLO, useProvider } from './with-provider.ts'

const { CohereClientV2 }: typeof import('cohere-ai') = load('cohere-8', 'cohere-ai')
const { Groq }: typeof import('groq-sdk') = load('groq-1', 'groq-sdk')
const { InferenceClient }: typeof import('@huggingface/inference') = load('huggingface-4', '@huggingface/inference')
const { Mistral }: typeof import('@mistralai/mistralai') = load('mistral-2', '@mistralai/mistralai')
const { Ollama }: typeof import('ollama') = load('ollama-0-6', 'ollama')
const { Together }: typeof import('together-ai') = load('together-0', 'together-ai')

const harness = useProvider()
const usage = { input: 1_000, output: 100 }

/** What has been charged, by endpoint, in nano-USD. */
function charged(): readonly (readonly [endpoint: string, nanoUsd: bigint])[] {
  const { lines, unpriced } = harness.provider.bill()
  expect(unpriced).toEqual([])
  return lines.map(({ endpoint, nanoUsd }) => [endpoint, nanoUsd])
}

describe('the bill of', () => {
  it('Mistral charges cached input at a tenth', async () => {
    const { provider } = harness
    const client = new Mistral({ apiKey: 'key', serverURL: `${provider.url}/mistral` })
    provider.script([{ usage: { ...usage, cacheRead: 900 } }, { usage }, { usage: { input: 1_000 } }])
    await client.chat.complete({ model: 'mistral-small-latest', messages: HELLO })
    await collect(await client.fim.stream({ model: 'codestral-2508', prompt: 'def' }))
    await client.embeddings.create({ model: 'mistral-embed', inputs: ['a'] })

    expect(charged()).toEqual([
      ['mistral chat', 49_000n],
      ['mistral chat', 390_000n],
      ['mistral embeddings', 100_000n],
    ])
  })

  it('Cohere charges billed tokens, image tokens and search units', async () => {
    const { provider } = harness
    const client = new CohereClientV2({ token: 'key', environment: `${provider.url}/cohere` })
    provider.script([{ usage }, { usage: { input: 1_624, inputImage: 1_610 } }])
    await client.chat({ model: 'command-a-03-2025', messages: HELLO })
    await client.embed({ model: 'embed-v4.0', texts: ['a'], inputType: 'image', embeddingTypes: ['float'] })
    await client.rerank({ model: 'rerank-v3.5', query: 'q', documents: Array.from({ length: 101 }, String) })

    expect(charged()).toEqual([
      ['cohere chat', 3_500_000n],
      ['cohere embed', 758_380n],
      ['cohere rerank', 4_000_000n],
    ])
  })

  it('Groq, Together and Hugging Face charge chats whole and streamed alike', async () => {
    const { provider } = harness
    const groq = new Groq({ apiKey: 'key', baseURL: `${provider.url}/groq` })
    const together = new Together({ apiKey: 'key', baseURL: `${provider.url}/together/v1` })
    const huggingface = new InferenceClient('hf_key')
    const endpointUrl = `${provider.url}/huggingface/chat/v1`
    provider.script(Array.from({ length: 5 }, () => ({ usage })))
    await groq.chat.completions.create({ model: 'llama-3.3-70b-versatile', messages: HELLO })
    await collect(
      await groq.chat.completions.create({ model: 'llama-3.3-70b-versatile', messages: HELLO, stream: true }),
    )
    const model = 'meta-llama/Llama-3.3-70B-Instruct-Turbo'
    await together.chat.completions.create({ model, messages: HELLO })
    await collect(await together.chat.completions.create({ model, messages: HELLO, stream: true }))
    await huggingface.chatCompletion({ endpointUrl, model: 'openai/gpt-oss-20b:groq', messages: HELLO })

    expect(charged()).toEqual([
      ['groq chat', 669_000n],
      ['groq chat', 669_000n],
      ['together chat', 968_000n],
      ['together chat', 968_000n],
      ['huggingface chat', 150_000n],
    ])
  })

  it('Ollama charges nothing, and asks for no key', async () => {
    const { provider } = harness
    const client = new Ollama({ host: `${provider.url}/ollama` })
    provider.script([{ usage }])
    const { prompt_eval_count, eval_count } = await client.chat({ model: 'llama3.2', messages: HELLO })

    expect({ prompt_eval_count, eval_count }).toEqual({ prompt_eval_count: 1_000, eval_count: 100 })
    expect(charged()).toEqual([['ollama chat', 0n]])
  })
})

function load(folder: string, name: string): never {
  return createRequire(new URL(`../../sdk-majors/${folder}/package.json`, import.meta.url))(name) as never
}
