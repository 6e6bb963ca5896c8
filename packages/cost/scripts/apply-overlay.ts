import { compilePattern } from '../src/prices/name-pattern.ts'
import type { LongContextPrices, ModelPrices, PriceOrigin, PriceRow, ProviderPrices } from '../src/prices/price-file.ts'
import { originsOfEntry, wholeOrigin } from './entry-origins.ts'
import type { Overlay, OverlayEntry } from './overlay.ts'
import { sorted } from './sorted.ts'

/** The name of a price, and which other price it is how many times of. */
type Multiple = readonly [name: string, multiple: readonly [of: string, times: number]]

type Providers = Readonly<Record<string, ProviderPrices>>

/** The catalogue with the overlay's changes, entry by entry. Throws when an entry matches nothing. */
export function applyOverlay(providers: Providers, overlay: Overlay): Providers {
  const changed: Record<string, ProviderPrices> = { ...providers }
  for (const entry of overlay.entries) {
    const provider = changed[entry.provider]
    if (provider === undefined) throw new Error(`The overlay has a provider that is not known: ${entry.provider}`)
    changed[entry.provider] = {
      ...provider,
      ...(entry.claims && { claims: [...(provider.claims ?? []), ...entry.claims] }),
      models: changedModels(provider.models, entry),
    }
  }
  return changed
}

function changedModels(models: readonly ModelPrices[], entry: OverlayEntry): readonly ModelPrices[] {
  for (const { id } of entry.add ?? []) {
    if (models.some((model) => model.id === id)) throw new Error(`The overlay adds a model that is there: ${id}`)
  }
  const tests = (entry.models ?? []).map((pattern) => ({ pattern, test: compilePattern(pattern) }))
  for (const { pattern, test } of tests) {
    if (!models.some(({ id }) => test(id))) throw new Error(`The overlay names a model that is not there: ${pattern}`)
  }
  const isMeant = ({ id }: ModelPrices): boolean => !entry.except?.includes(id) && tests.some(({ test }) => test(id))
  const added = (entry.add ?? []).map((model) => ({ ...model, origins: [wholeOrigin(entry)] }))
  const taken = new Set(added.flatMap(({ id, names = [id] }) => names))
  return [...models.map((model) => withoutNames(isMeant(model) ? changedModel(model, entry) : model, taken)), ...added]
}

/** A model that is added takes its names from those that had them: of two models with a name, the first one has it. */
function withoutNames(model: ModelPrices, taken: ReadonlySet<string>): ModelPrices {
  const names = model.names?.filter((name) => !taken.has(name))
  return names?.length === model.names?.length ? model : { ...model, names: names ?? [] }
}

function changedModel(model: ModelPrices, entry: OverlayEntry): ModelPrices {
  const { names = [], rows = [], regions } = entry
  return {
    id: model.id,
    ...((model.names || names.length > 0) && { names: [...(model.names ?? [model.id]), ...names] }),
    prices: [...model.prices.map((row) => (row.serviceTier === undefined ? filledRow(row, entry) : row)), ...rows],
    ...((model.regions || regions) && { regions: { ...model.regions, ...regions } }),
    ...withOrigins(model, originsOfEntry(entry)),
  }
}

function withOrigins(model: ModelPrices, more: readonly PriceOrigin[]): Pick<ModelPrices, 'origins'> {
  const origins = [...(model.origins ?? []), ...more]
  return origins.length > 0 ? { origins } : {}
}

function filledRow(row: PriceRow, { fill = {}, fillMultiple = {}, moveAbove }: OverlayEntry): PriceRow {
  const { units: moreUnits, ...tokens } = fill
  const units = { ...row.units, ...moreUnits }
  // What the row has of its own also holds for long contexts, so only what it lacks is put into either.
  const lacking = Object.entries(fillMultiple).filter(([name]) => !Object.hasOwn(row, name))
  const above = row.above?.map((step) => multiplied(moved(step, moveAbove), lacking))
  return {
    ...multiplied({ ...row, ...tokens }, lacking),
    ...(Object.keys(units).length > 0 && { units: sorted(units) }),
    ...(above && { above }),
  }
}

function moved(step: LongContextPrices, move: OverlayEntry['moveAbove']): LongContextPrices {
  return move?.from === step.inputTokens ? { ...step, inputTokens: move.to } : step
}

function multiplied<T extends PriceRow | LongContextPrices>(row: T, multiples: readonly Multiple[]): T {
  const more: Record<string, number> = {}
  for (const [name, [of, times]] of multiples) {
    const price: unknown = Object.entries(row).find(([key]) => key === of)?.[1]
    if (typeof price === 'number') more[name] = Number((price * times).toFixed(6))
  }
  return { ...row, ...more }
}
