/** The classes of models that a provider's package has, each as if the package exported it under these names. */
export type ModelClasses = Readonly<Partial<Record<ModelKind, unknown>>>

type ModelKind =
  | 'LanguageModel'
  | 'EmbeddingModel'
  | 'ImageModel'
  | 'SpeechModel'
  | 'TranscriptionModel'
  | 'RerankingModel'

/** The ways to a model that the providers have, of which each has some, and which kind of model it is. */
const FACTORIES: readonly (readonly [factory: string, kind: ModelKind])[] = [
  ['languageModel', 'LanguageModel'],
  ['chat', 'LanguageModel'],
  ['responses', 'LanguageModel'],
  ['completion', 'LanguageModel'],
  ['embeddingModel', 'EmbeddingModel'],
  ['textEmbeddingModel', 'EmbeddingModel'],
  ['imageModel', 'ImageModel'],
  ['speechModel', 'SpeechModel'],
  ['transcriptionModel', 'TranscriptionModel'],
  ['rerankingModel', 'RerankingModel'],
]

/** The method that a model of a kind has. */
const METHODS: Readonly<Record<ModelKind, string>> = {
  LanguageModel: 'doStream',
  EmbeddingModel: 'doEmbed',
  ImageModel: 'doGenerate',
  SpeechModel: 'doGenerate',
  TranscriptionModel: 'doGenerate',
  RerankingModel: 'doRerank',
}

/** Classes that are exported are of these kinds, which their methods tell apart. */
const EXPORTED_KINDS: readonly ModelKind[] = ['LanguageModel', 'EmbeddingModel']

/**
 * Finds the classes of a package's models. Most packages keep them to themselves and export a provider that makes models,
 * which takes no key and sends nothing: so a model of each kind is made, and its class taken.
 */
export function modelClasses(moduleExports: unknown): readonly ModelClasses[] {
  const found = new Map<unknown, ModelKind>()
  for (const exported of valuesOf(moduleExports)) {
    if (typeof exported !== 'function') continue
    for (const kind of EXPORTED_KINDS) if (isModel(exported.prototype, kind)) found.set(exported, kind)
    for (const [name, kind] of FACTORIES) {
      const model = made(Reflect.get(exported, name))
      if (isModel(model, kind)) found.set(model.constructor, kind)
    }
  }
  return [...found].map(([modelClass, kind]) => ({ [kind]: modelClass }))
}

function valuesOf(moduleExports: unknown): readonly unknown[] {
  return typeof moduleExports === 'object' && moduleExports !== null ? Object.values(moduleExports) : []
}

/** A factory may refuse a model for want of settings; what it makes with them later is of a class we then do not know. */
function made(factory: unknown): unknown {
  if (typeof factory !== 'function') return undefined
  try {
    return Reflect.apply(factory, undefined, ['costspan-probe'])
  } catch {
    return undefined
  }
}

function isModel(value: unknown, kind: ModelKind): value is object {
  return typeof value === 'object' && value !== null && METHODS[kind] in value
}
