import { catalogueProvider } from './provider-names.ts'

/** Longer names are not looked up: no model is called so, and names come from outside. */
const LONGEST_NAME = 300

/** Suffixes that name a snapshot or a revision of a model and leave its price alone, never a new generation. */
const SNAPSHOT_SUFFIXES: readonly RegExp[] = [
  /[-@](?:19|20)\d{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/, // gpt-4o-2024-08-06
  /[-@](?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/, // claude-sonnet-4-5-20250929, ...@20250929
  /-(?:0[1-9]|1[0-2])-20\d{2}$/, // gemini-2.5-flash-preview-09-2025
  /[-@](?:latest|default)$/,
  /(?:-v\d{1,2})?:\d{1,2}$/, // anthropic.claude-sonnet-4-5-20250929-v1:0 at Bedrock
  /-00\d$/, // gemini-2.0-flash-001
]

const COMPACT_DATE = /-(20\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?=-|:|$)/

/**
 * The names under which a price may be found, most exact first: the name as it came, then without the path that an API puts
 * around it, then without the suffixes of its snapshot.
 *
 * Nothing else is taken off. `gpt-5.9` never becomes `gpt-5`, and a fine-tuned model (`ft:`) never becomes its base, whose
 * price is lower.
 */
export function modelNames(model: string, provider: string | undefined): readonly string[] {
  const name = model.trim().toLowerCase()
  if (name === '' || name.length > LONGEST_NAME) return []
  const names = new Set([name])
  const bare = withoutPath(name, provider)
  names.add(bare)
  if (bare.startsWith('ft:')) return [...names]

  if (provider?.startsWith('huggingface') === true) names.add(withoutRoute(bare))
  names.add(bare.replace(COMPACT_DATE, '-$1-$2-$3'))
  for (let shorter: string | undefined = bare; shorter !== undefined; shorter = withoutSuffix(shorter))
    names.add(shorter)
  return [...names]
}

/** `models/x`, `publishers/google/models/x`, Bedrock's ARNs, and `openai/x` where the provider is OpenAI anyway. */
function withoutPath(name: string, provider: string | undefined): string {
  const arn = /^arn:aws[a-z-]*:bedrock:[^/]*\/(.+)$/.exec(name)?.[1]
  if (arn !== undefined) return arn
  const resource = /(?:^|\/)models\/([^/]+)$/.exec(name)?.[1]
  if (resource !== undefined) return resource
  const [, vendor, rest] = /^([^/]+)\/(.+)$/.exec(name) ?? []
  if (vendor === undefined || rest === undefined) return name
  return provider === undefined || catalogueProvider(vendor) === provider ? rest : name
}

/** Hugging Face takes the provider that its router is to choose behind the model's name: `openai/gpt-oss-120b:groq`. */
function withoutRoute(name: string): string {
  return name.replace(/:[a-z-]+$/, '')
}

function withoutSuffix(name: string): string | undefined {
  for (const suffix of SNAPSHOT_SUFFIXES) {
    const shorter = name.replace(suffix, '')
    if (shorter !== name && shorter !== '') return shorter
  }
  return undefined
}
