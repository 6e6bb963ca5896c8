/**
 * Provider names: what telemetry calls a provider, and the catalogue's id for it.
 *
 * Emitters disagree: `gen_ai.provider.name` of the GenAI conventions, the older `gen_ai.system`, OpenInference's
 * `llm.provider`, the Vercel AI SDK's `openai.chat`. The conventions' values:
 * https://github.com/open-telemetry/semantic-conventions-genai (read 2026-11-22).
 */
const CATALOGUE_IDS: Readonly<Record<string, string>> = {
  // GenAI conventions, current and older
  'aws.bedrock': 'aws',
  'azure.ai.openai': 'azure',
  'azure.ai.inference': 'azure',
  'az.ai.openai': 'azure',
  'az.ai.inference': 'azure',
  'gcp.gemini': 'google',
  'gcp.gen_ai': 'google',
  'gcp.vertex_ai': 'google',
  gemini: 'google',
  vertex_ai: 'google',
  mistral_ai: 'mistral',
  moonshot_ai: 'moonshotai',
  x_ai: 'x-ai',
  xai: 'x-ai',
  // OpenInference, OpenLLMetry and OpenLIT
  bedrock: 'aws',
  aws_bedrock: 'aws',
  azure_openai: 'azure',
  azure_ai: 'azure',
  google_genai: 'google',
  google_vertexai: 'google',
  vertexai: 'google',
  mistralai: 'mistral',
  moonshot: 'moonshotai',
  grok: 'x-ai',
  together_ai: 'together',
  fireworks_ai: 'fireworks',
  voyage: 'voyageai',
  // Vercel AI SDK; the API behind the dot is dropped before looking here
  'amazon-bedrock': 'aws',
  'azure-openai': 'azure',
  google: 'google',
  'google-vertex': 'google',
  'google.vertex': 'google',
  vertex: 'google',
  togetherai: 'together',
  'together-ai': 'together',
  'github-models': 'azure',
}

/** Names of layers that call somebody else: whose model it is has to be told from the model's name. */
const LAYERS: ReadonlySet<string> = new Set([
  '_other',
  'unknown',
  'langchain',
  'llamaindex',
  'litellm',
  'gateway',
  'vercel',
  'custom',
])

/** The last part of names such as `openai.responses`, by which the Vercel AI SDK tells the APIs of one provider apart. */
const API_SUFFIX =
  /\.(?:chat|completion|responses|messages|embedding|textembedding|image|speech|transcription|generative-ai|anthropic|maas)$/

/**
 * The catalogue's id of a provider, from any name that telemetry gives it. A name that is not in the table is returned in
 * lower case: it may be a catalogue's id, or the user's own.
 *
 * @returns undefined when the name tells no provider
 */
export function catalogueProvider(name: string | undefined): string | undefined {
  if (name === undefined) return undefined
  let known = name.trim().toLowerCase()
  while (idOf(known) === undefined && API_SUFFIX.test(known)) known = known.replace(API_SUFFIX, '')
  return known === '' || LAYERS.has(known) ? undefined : (idOf(known) ?? known)
}

/**
 * All names in the tables, with the catalogue's id of each or undefined for a layer: for tools that look names up where this
 * code does not run.
 */
export function providerNames(): ReadonlyMap<string, string | undefined> {
  const layers = [...LAYERS].map((name) => [name, undefined] as const)
  return new Map<string, string | undefined>([...Object.entries(CATALOGUE_IDS), ...layers])
}

function idOf(name: string): string | undefined {
  return Object.hasOwn(CATALOGUE_IDS, name) ? CATALOGUE_IDS[name] : undefined
}
