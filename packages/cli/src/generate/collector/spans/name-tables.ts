import { mapOf, text } from '../ottl.ts'
import type { PriceTable } from '../prices/price-table.ts'
import { ANY_PROVIDER } from '../prices/table-writer.ts'

/** All names that have a price, as maps of OTTL to the numbers of their records: `{"openai":{"gpt-4o":"12"}}`. */
export function exactNames({ names }: PriceTable): string {
  return shelves([...names].filter(([provider]) => provider !== ANY_PROVIDER))
}

/** The keys of patterns, likewise. */
export function patternNames({ patternKeys }: PriceTable): string {
  return shelves([...patternKeys])
}

/** Names of models that cost the same whoever serves them, or undefined where there are no such prices. */
export function namesOfAnyone({ names }: PriceTable): string | undefined {
  const shelf = names.get(ANY_PROVIDER)
  return shelf && numbers(shelf)
}

function shelves(all: readonly (readonly [provider: string, shelf: ReadonlyMap<string, string>])[]): string {
  return mapOf(all.map(([provider, shelf]) => [provider, numbers(shelf)]))
}

function numbers(shelf: ReadonlyMap<string, string>): string {
  return mapOf([...shelf].map(([name, number]) => [name, text(number)]))
}
