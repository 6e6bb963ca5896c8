import type { Cell } from './cell.ts'

const loadings = ['import', 'require'] as const

export const openaiCells: readonly Cell[] = ['openai-5', 'openai-6', 'openai-7'].flatMap((folder) =>
  loadings.map((loadedBy) => ({ folder, loadedBy })),
)

export const anthropicCells: readonly Cell[] = loadings.flatMap((loadedBy) => [
  { folder: 'anthropic-0', loadedBy },
  { folder: 'anthropic-1', loadedBy, isNative: true },
  { folder: 'anthropic-1', loadedBy, env: { ANTHROPIC_OPEN_TELEMETRY: 'false' } },
])

/** How a cell is called in test names and in the table. */
export function titleOf({ folder, loadedBy, isNative, env }: Cell): string {
  const spans = isNative === true ? ' with its own spans' : env === undefined ? '' : ' with its own spans off'
  return `${folder.replace('-', ' ')} by ${loadedBy}${spans}`
}
