import { branchOf, nameTree } from '../name-tree.ts'
import { bundledPrices } from './bundled-prices.ts'
import { modelNames } from './match-model.ts'
import { type Discount, readDiscounts } from './price-discount.ts'
import type { PriceBook, PriceLookup, PriceQuery, UnpricedReason } from './price-row.ts'
import type { ModelQuery, NotFound, PriceSource } from './price-source.ts'
import { catalogueProvider } from './provider-names.ts'
import { type Timetable, answerAt, makeTimetable } from './timetable.ts'

/** How a price book is made. */
export interface PriceBookOptions {
  /** The sources of prices, weakest first; by default the bundled catalogue alone. */
  readonly sources?: readonly PriceSource[]
  /** Applied to every price that is found, whichever source it comes from; the last one that matches holds. */
  readonly discounts?: readonly Discount[]
  /** Told of a source that throws, once for each source. By default nobody is told; the source counts as not knowing. */
  readonly onProblem?: (problem: PriceSourceProblem) => void
}

/** A source that failed when it was asked. */
export interface PriceSourceProblem {
  readonly source: string
  readonly error: unknown
}

/** A price book whose prices can be replaced while it is in use. */
export interface RefreshablePriceBook extends PriceBook {
  /** Adds a source, in place of the one of the same name. It holds from the next `find` on. */
  use(source: PriceSource): void
}

/** Names come from outside: the memory of answers must not grow with them, neither in number nor in length. */
const MOST_REMEMBERED = 2_000
const LONGEST_REMEMBERED = 500

const STANDARD_TIERS: ReadonlySet<string> = new Set(['default', 'standard', 'auto', 'standard_only', 'on_demand', ''])

/** All that may hold for one model, strongest source first, and the answer for when none of it does. */
interface Remembered {
  readonly timetables: readonly Timetable[]
  readonly otherwise: PriceLookup
}

/**
 * A price book over several sources. The last source that knows a model in the asked tier wins, and prices of the user win
 * over catalogues.
 *
 * @example
 * const book = createPriceBook({ sources: [bundledPrices(), userPrices([{ model: 'my-model', input: '$2', output: '$8' }])] })
 * book.find({ provider: 'openai', model: 'gpt-4o', atMillis: Date.now(), inputTokens: 1_000 })
 */
export function createPriceBook(options: PriceBookOptions = {}): RefreshablePriceBook {
  const { onProblem } = options
  const discountOf = readDiscounts(options.discounts ?? [])
  let sources = inOrder(options.sources ?? [bundledPrices()])
  const failed = new Set<string>()
  let memory = nameTree<Remembered>()
  let remembered = 0

  function recall(query: PriceQuery): Remembered {
    const { model, provider, serviceTier, region } = query
    const length = model.length + lengthOf(provider) + lengthOf(serviceTier) + lengthOf(region)
    if (length > LONGEST_REMEMBERED) return lookUp(query)
    if (remembered >= MOST_REMEMBERED) forget()
    const branch = branchOf(branchOf(branchOf(branchOf(memory, model), provider), serviceTier), region)
    if (branch.leaf === undefined) {
      branch.leaf = lookUp(query)
      remembered += 1
    }
    return branch.leaf
  }

  function forget(): void {
    memory = nameTree()
    remembered = 0
  }

  function lookUp({ provider, model, serviceTier, region }: PriceQuery): Remembered {
    if (model.trim() === '') return missing('no_model')
    const query: ModelQuery = {
      provider: catalogueProvider(provider),
      model,
      serviceTier: paidTier(serviceTier),
      region: region?.trim().toLowerCase(),
    }
    const names = modelNames(model, query.provider)
    const timetables: Timetable[] = []
    let reason: NotFound = 'unknown_provider'
    for (const source of sources) {
      const found = ask(source, query, names)
      if (typeof found === 'string') reason = moreTelling(reason, found)
      else timetables.unshift(found)
    }
    return { timetables, otherwise: missing(reason).otherwise }
  }

  function ask(source: PriceSource, query: ModelQuery, names: readonly string[]): Timetable | NotFound {
    try {
      const found = source.find(query)
      if (typeof found === 'string') return found
      return makeTimetable(found, source.version, discountOf(query.provider ?? found.provider, names))
    } catch (error) {
      report(source.name, error)
      return 'unknown_provider'
    }
  }

  function report(source: string, error: unknown): void {
    if (failed.has(source)) return
    failed.add(source)
    try {
      onProblem?.({ source, error })
    } catch {
      // Whoever is told of a problem must not make another one for the call that is being priced.
    }
  }

  return {
    get version() {
      return sources.map((source) => source.version).join('+')
    },
    get publishedAtMillis() {
      return Math.max(...sources.map((source) => source.publishedAtMillis ?? 0))
    },
    find(query) {
      const { timetables, otherwise } = recall(query)
      for (const timetable of timetables) {
        const answer = answerAt(timetable, query.atMillis, query.inputTokens)
        if (answer !== undefined) return answer
      }
      return otherwise
    },
    use(source) {
      sources = inOrder([...sources.filter(({ name }) => name !== source.name), source])
      failed.delete(source.name)
      forget()
    },
  }
}

function lengthOf(name: string | undefined): number {
  return name === undefined ? 0 : name.length
}

/** Catalogues first, in the order in which they were given. */
function inOrder(sources: readonly PriceSource[]): readonly PriceSource[] {
  return [...sources.filter(({ layer }) => layer !== 'user'), ...sources.filter(({ layer }) => layer === 'user')]
}

/** The tier in lower case, or undefined for what providers call their standard one. */
function paidTier(serviceTier: string | undefined): string | undefined {
  const tier = serviceTier?.trim().toLowerCase()
  return tier === undefined || STANDARD_TIERS.has(tier) ? undefined : tier
}

function missing(reason: UnpricedReason): Remembered {
  return { timetables: [], otherwise: { priced: false, reason } }
}

const TELLING: readonly NotFound[] = ['unknown_provider', 'unknown_model', 'unknown_service_tier']

function moreTelling(one: NotFound, other: NotFound): NotFound {
  return TELLING.indexOf(other) > TELLING.indexOf(one) ? other : one
}
