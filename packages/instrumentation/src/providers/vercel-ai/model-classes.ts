/** The classes of models that a provider's package has, each as if the package exported it under these names. */
export interface ModelClasses {
  readonly LanguageModel?: unknown
  readonly EmbeddingModel?: unknown
}

/** The ways to a model that the providers have, of which each has some. */
const FACTORIES = ['languageModel', 'chat', 'responses', 'completion', 'embeddingModel', 'textEmbeddingModel'] as const

/**
 * Finds the classes of a package's models. Most packages keep them to themselves and export a provider that makes models,
 * which takes no key and sends nothing: so a model of each kind is made, and its class taken.
 */
export function modelClasses(moduleExports: unknown): readonly ModelClasses[] {
  const found = new Set<unknown>()
  for (const exported of valuesOf(moduleExports)) {
    if (typeof exported !== 'function') continue
    if (isModel(exported.prototype)) found.add(exported)
    for (const name of FACTORIES) {
      const model = made(Reflect.get(exported, name))
      if (isModel(model)) found.add(model.constructor)
    }
  }
  return [...found].map(classified)
}

interface AnyModel {
  readonly doGenerate?: unknown
  readonly doStream?: unknown
  readonly doEmbed?: unknown
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

function isModel(value: unknown): value is AnyModel {
  return typeof value === 'object' && value !== null && ('doStream' in value || 'doEmbed' in value)
}

function classified(modelClass: unknown): ModelClasses {
  const { prototype } = modelClass as { readonly prototype: AnyModel }
  return 'doEmbed' in prototype ? { EmbeddingModel: modelClass } : { LanguageModel: modelClass }
}
