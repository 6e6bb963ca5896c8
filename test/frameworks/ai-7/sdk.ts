import * as anthropicModule from '@ai-sdk/anthropic'
import * as googleModule from '@ai-sdk/google'
import * as openaiModule from '@ai-sdk/openai'
import * as compatibleModule from '@ai-sdk/openai-compatible'
import { OpenTelemetry } from '@ai-sdk/otel'
import * as ai from 'ai'
import { z } from 'zod'
import type { AiSdk } from '../harness/ai-sdk-scenarios.ts'
import type { BillCheck } from '../harness/bill-check.ts'

/** The AI SDK with its models metered. */
export function meteredSdk(check: BillCheck): AiSdk {
  const { meter } = check
  meter('@ai-sdk/openai', openaiModule)
  meter('@ai-sdk/anthropic', anthropicModule)
  meter('@ai-sdk/google', googleModule)
  meter('@ai-sdk/openai-compatible', compatibleModule)
  return unmeteredSdk(check)
}

/** The AI SDK as it is, with its own telemetry alone. */
export function unmeteredSdk({ provider }: BillCheck): AiSdk {
  // Version 7 makes spans once it is told how; a call may still switch them off.
  ai.registerTelemetry(new OpenTelemetry())
  const openai = openaiModule.createOpenAI({ baseURL: provider.openaiUrl, apiKey: 'key' })
  const anthropic = anthropicModule.createAnthropic({ baseURL: `${provider.anthropicUrl}/v1`, apiKey: 'key' })
  const google = googleModule.createGoogleGenerativeAI({ baseURL: `${provider.googleUrl}/v1beta`, apiKey: 'key' })
  const compatible = compatibleModule.createOpenAICompatible({
    name: 'openai',
    baseURL: provider.openaiUrl,
    apiKey: 'key',
    includeUsage: true,
  })
  return {
    ...(ai as unknown as AiSdk),
    schema: z.object({ city: z.string() }),
    models: {
      responses: openai('gpt-4o'),
      chat: openai.chat('gpt-4o'),
      claude: anthropic('claude-sonnet-4-5'),
      gemini: google('gemini-2.5-flash'),
      compatible: compatible('gpt-4o'),
      embedding: openai.embedding('text-embedding-3-small'),
    },
  }
}
