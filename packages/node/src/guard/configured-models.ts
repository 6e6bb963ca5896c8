import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { ChatClient, Embedder, EmbeddingsClient, Judge } from '@costspan/guard'
import type { EmbedderSettings, SemanticCacheSettings } from '../config/semantic-cache-settings.ts'
import { loadGuardModule } from './guard-module.ts'

interface OpenAIModule {
  readonly default: new (options: OpenAIOptions) => EmbeddingsClient & ChatClient
}

interface OpenAIOptions {
  readonly apiKey: string | undefined
  readonly baseURL: string | undefined
  readonly maxRetries: number
}

/** What the semantic cache of the settings asks. */
export interface ConfiguredModels {
  readonly embedder: Embedder
  readonly judge: Judge | undefined
}

const OPENAI: string = 'openai'

/**
 * Embeds and judges by the `openai` that the application has installed, which is metered as all its calls are. It is loaded at once,
 * so that the first question does not wait for that.
 *
 * @throws TypeError when it is not installed, or the variable that is to hold its key is not set
 */
export function configuredModels(
  { embedder, judge }: Pick<SemanticCacheSettings, 'embedder' | 'judge'>,
  env: NodeJS.ProcessEnv,
): ConfiguredModels {
  const { model, dimensions, baseUrl } = embedder
  const { openaiEmbedder, openaiJudge } = loadGuardModule()
  const client = openClient(embedder, env)
  const sized = dimensions === undefined ? { model } : { model, dimensions }
  return {
    embedder: {
      id: [baseUrl, model, dimensions].filter((each) => each !== undefined).join('/'),
      embed: async (texts) => openaiEmbedder(await client, sized).embed(texts),
    },
    judge: judge && (async (pair) => openaiJudge(await client, judge)(pair)),
  }
}

function openClient(
  { baseUrl, apiKeyEnv }: EmbedderSettings,
  env: NodeJS.ProcessEnv,
): Promise<EmbeddingsClient & ChatClient> {
  const apiKey = env[apiKeyEnv ?? 'OPENAI_API_KEY']
  // The client would take the key of OpenAI instead, and send it to whoever is at the address.
  if (apiKeyEnv !== undefined && (apiKey === undefined || apiKey === '')) {
    throw new TypeError(`semanticCache.embedder.apiKeyEnv: the variable ${apiKeyEnv} must hold a key, and is not set`)
  }
  const path = openaiOfApplication()
  // After all that is done now: what is imported before the instrumentations are there is not metered.
  const client = Promise.resolve()
    .then(() => loadOpenAI(path))
    .then(
      // A question that waits longer than a call would is worth no second try.
      ({ default: OpenAI }) => new OpenAI({ apiKey, baseURL: baseUrl, maxRetries: 0 }),
    )
  // Each question that needs it hears why it is not there.
  client.catch(() => {})
  return client
}

/** The one that the application imports, where it is installed beside us; else the one that it would require. */
function loadOpenAI(path: string): Promise<OpenAIModule> {
  return import(OPENAI).catch(() => import(pathToFileURL(path).href)) as Promise<OpenAIModule>
}

function openaiOfApplication(): string {
  try {
    return createRequire(join(process.cwd(), 'package.json')).resolve(OPENAI)
  } catch (cause) {
    throw new TypeError('semanticCache.embedder needs the package openai, which is not installed', { cause })
  }
}
