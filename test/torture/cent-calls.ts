import { fakeHeaders, type FakeProvider } from '@costspan-test/fake-provider'
import { createOpenAI as createOpenAI3 } from '@ai-sdk/openai-3'
import { createOpenAI as createOpenAI4 } from '@ai-sdk/openai-4'
import { ChatAnthropic } from '@langchain/anthropic'
import { ChatOpenAI } from '@langchain/openai'
import { generateText as generateText6 } from 'ai-6'
import { generateText as generateText7 } from 'ai-7'
import type { Subject } from './adapter.ts'

/** A call that costs exactly one cent, through one SDK. */
export type CentCall = () => Promise<unknown>

/** At least a thousand tokens. */
const PROMPT = 'word '.repeat(1_000)
const MESSAGES = [{ role: 'user' as const, content: PROMPT }]

/** gpt-4o at $2.50 and $10.00 per million: 0.0025 and 0.0075. */
const OPENAI_CENT = { usage: { input: 1_000, output: 750 }, firstByteDelayMillis: 50 }
/** claude-haiku-4-5 at $1.00 and $5.00 per million: 0.001 and 0.009. */
const ANTHROPIC_CENT = { usage: { input: 1_000, output: 1_800 }, firstByteDelayMillis: 50 }

/** One call of a cent by each SDK that a library guards; undefined where it guards none of that kind. */
export function centCalls(subject: Subject, provider: FakeProvider): Readonly<Record<string, CentCall | undefined>> {
  const { fetch } = subject
  const openaiHeaders = fakeHeaders(OPENAI_CENT)
  const anthropicHeaders = fakeHeaders(ANTHROPIC_CENT)
  const openai = subject.openai({ baseURL: provider.openaiUrl, apiKey: 'key' })
  const anthropic = subject.anthropic?.({ baseURL: provider.anthropicUrl, apiKey: 'key' })
  const settings = { baseURL: provider.openaiUrl, apiKey: 'key', ...(fetch && { fetch }) }
  const aiSdk = { prompt: PROMPT, maxOutputTokens: 750, headers: openaiHeaders }

  return {
    openai: () =>
      openai.chat.completions.create(
        { model: 'gpt-4o', messages: MESSAGES, max_completion_tokens: 750 },
        { headers: openaiHeaders },
      ),
    anthropic:
      anthropic &&
      (() =>
        anthropic.messages.create(
          { model: 'claude-haiku-4-5', messages: MESSAGES, max_tokens: 1_800 },
          { headers: anthropicHeaders },
        )),
    'AI SDK 6': fetch && (() => generateText6({ model: createOpenAI3(settings).chat('gpt-4o'), ...aiSdk })),
    'AI SDK 7': fetch && (() => generateText7({ model: createOpenAI4(settings).chat('gpt-4o'), ...aiSdk })),
    'LangChain, openai':
      fetch &&
      (() =>
        new ChatOpenAI({
          model: 'gpt-4o',
          maxTokens: 750,
          apiKey: 'key',
          configuration: { baseURL: provider.openaiUrl, fetch, defaultHeaders: openaiHeaders },
        }).invoke(PROMPT)),
    'LangChain, anthropic':
      fetch &&
      (() =>
        new ChatAnthropic({
          model: 'claude-haiku-4-5',
          maxTokens: 1_800,
          apiKey: 'key',
          anthropicApiUrl: provider.anthropicUrl,
          clientOptions: { fetch, defaultHeaders: anthropicHeaders },
        }).invoke(PROMPT)),
  }
}
