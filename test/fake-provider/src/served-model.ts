/** Aliases that the real services answer with the name of a dated snapshot. */
const SNAPSHOTS: Readonly<Record<string, string>> = {
  'gpt-4o': 'gpt-4o-2024-08-06',
  'gpt-4o-mini': 'gpt-4o-mini-2024-07-18',
  'gpt-4.1': 'gpt-4.1-2025-04-14',
  'gpt-5': 'gpt-5-2025-08-07',
  'gpt-5.4': 'gpt-5.4-2026-03-05',
  o3: 'o3-2025-04-16',
  'claude-sonnet-4-5': 'claude-sonnet-4-5-20250929',
  'claude-haiku-4-5': 'claude-haiku-4-5-20251001',
  'claude-opus-4-5': 'claude-opus-4-5-20251101',
}

/** The model name in the response: as asked for, or the snapshot that an alias stands for. */
export function servedModel(requested: string): string {
  return SNAPSHOTS[requested] ?? requested
}

/** The alias of a snapshot, under which the bill has its price. */
export function aliasOf(model: string): string {
  return Object.entries(SNAPSHOTS).find(([, snapshot]) => snapshot === model)?.[0] ?? model
}
