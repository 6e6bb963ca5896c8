import { createPriceBook } from '@costspan/cost/prices'
import type { LedgerReader, Selection } from '../../ledger/ledger.ts'
import { UNATTRIBUTED } from '../dimensions.ts'
import { promptCacheSaving } from '../prompt-cache-saving.ts'

/** What one means of saving brought one feature. */
export interface SavingLine {
  /** `unattributed` for the calls that do not say. */
  readonly feature: string
  /** `exact`, `semantic`, `downgrade`, `choice`, `batch`, ...; `prompt_cache` for that of the provider. */
  readonly kind: string
  /** What was saved, less what was spent in vain on answers that were asked for again. */
  readonly savedNanoUsd: bigint
  /** What calls have cost that were made only to save: embeddings, judges, compression. */
  readonly spentNanoUsd: bigint
  readonly netNanoUsd: bigint
}

/** What was saved in a window, by feature and means, most first; that of the provider's prompt cache at the prices of now. */
export async function savingLines(ledger: LedgerReader, selection: Selection): Promise<readonly SavingLine[]> {
  const isKnown = (['savedKind', 'overheadKind'] as const).every((name) => ledger.knows?.dimensions.has(name) !== false)
  if (!isKnown) return []
  const [saved, spent, cached] = await Promise.all([
    ledger.sum({ ...selection, by: ['feature', 'savedKind'] }),
    ledger.sum({ ...selection, by: ['feature', 'overheadKind'] }),
    ledger.sum({ ...selection, by: ['feature', 'model', 'provider', 'serviceTier'] }),
  ])
  const amounts = [
    ...saved.map(({ key, savedNanoUsd }) => ({
      ...key,
      kind: key.savedKind ?? 'other',
      saved: savedNanoUsd,
      spent: 0n,
    })),
    ...spent
      .filter(({ key }) => key.overheadKind !== undefined)
      .map(({ key, nanoUsd }) => ({ ...key, kind: key.overheadKind ?? '', saved: 0n, spent: nanoUsd })),
    ...promptCacheAmounts(cached, selection.toMillis ?? Date.now()),
  ].filter(({ saved: some, spent: own }) => some !== 0n || own !== 0n)

  const lines = new Map<string, SavingLine>()
  for (const { feature = UNATTRIBUTED, kind, saved: some, spent: own } of amounts) {
    const name = JSON.stringify([feature, kind])
    const { savedNanoUsd, spentNanoUsd } = lines.get(name) ?? NOTHING
    const [savedSum, spentSum] = [savedNanoUsd + some, spentNanoUsd + own]
    lines.set(name, {
      feature,
      kind,
      savedNanoUsd: savedSum,
      spentNanoUsd: spentSum,
      netNanoUsd: savedSum - spentSum,
    })
  }
  return [...lines.values()].toSorted((a, b) => Number(b.netNanoUsd - a.netNanoUsd))
}

const NOTHING = { savedNanoUsd: 0n, spentNanoUsd: 0n } as const

interface Amount {
  readonly feature?: string
  readonly kind: string
  readonly saved: bigint
  readonly spent: bigint
}

function promptCacheAmounts(groups: Awaited<ReturnType<LedgerReader['sum']>>, atMillis: number): readonly Amount[] {
  const cached = groups.filter(({ cacheReadTokens, cacheWriteTokens }) => cacheReadTokens + cacheWriteTokens > 0)
  if (cached.length === 0) return []
  const book = createPriceBook()
  return cached.map((group) => ({
    ...(group.key.feature !== undefined && { feature: group.key.feature }),
    kind: 'prompt_cache',
    saved: promptCacheSaving(group, book, atMillis) ?? 0n,
    spent: 0n,
  }))
}
