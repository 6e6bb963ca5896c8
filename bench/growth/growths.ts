import { costScope, setCostContext } from '@costspan/cost'
import { bundledModels } from '@costspan/cost/prices'
import { type Context, context, ROOT_CONTEXT } from '@opentelemetry/api'
import { meteredSpans } from './metered-spans.ts'

/** Something that an application may have more or less of. */
export interface Growth {
  readonly what: string
  readonly sizes: readonly number[]
  /** With so much of it: makes the span of a call; those in turn use all of it in turn. */
  withSize(size: number): (turn: number) => void
}

const MODELS = bundledModels()

/** All that is looked at. Scopes need a context manager. */
export const GROWTHS: readonly Growth[] = [
  {
    what: 'tags of its cost context',
    sizes: [0, 4, 16, 64],
    withSize(size) {
      const span = meteredSpans()
      const tags = Object.fromEntries(listOf(size, (index) => [`tag-${index}`, `value-${index}`]))
      const tagged = setCostContext(ROOT_CONTEXT, { feature: 'search', tags })
      return () => span(tagged)
    },
  },
  {
    what: 'models in turn',
    sizes: [1, 100, MODELS.length],
    withSize(size) {
      const span = meteredSpans()
      return (turn) => span(ROOT_CONTEXT, MODELS[turn % size])
    },
  },
  {
    what: 'cost contexts, each of another user, in turn',
    sizes: [1, 1_000, 100_000],
    withSize: (size) => inTurn(meteredSpans(), usersOf(size)),
  },
  {
    what: 'open cost scopes in turn',
    sizes: [1, 1_000, 100_000],
    withSize: (size) =>
      inTurn(
        meteredSpans(),
        listOf(size, () => costScope(() => context.active())),
      ),
  },
  {
    what: 'users that are a dimension of metrics, in turn',
    sizes: [1, 1_000, 100_000],
    withSize: (size) => inTurn(meteredSpans(['costspan.feature', 'user.id']), usersOf(size)),
  },
]

function inTurn(span: (context: Context) => void, contexts: readonly Context[]): (turn: number) => void {
  return (turn) => span(contexts[turn % contexts.length] ?? ROOT_CONTEXT)
}

function usersOf(size: number): Context[] {
  return listOf(size, (index) => setCostContext(ROOT_CONTEXT, { feature: 'search', user: `user-${index}` }))
}

function listOf<Item>(length: number, make: (index: number) => Item): Item[] {
  return Array.from({ length }, (_, index) => make(index))
}
