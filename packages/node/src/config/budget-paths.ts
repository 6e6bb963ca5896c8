import { resolve } from 'node:path'
import type { CostspanConfig, CostspanOptions } from './costspan-options.ts'

const SQLITE = 'sqlite:'

/** Settings whose budget store is written in full. */
export type PlacedOptions = CostspanOptions & Pick<CostspanConfig, 'budgetStore'>

/** The settings with absolute paths of the budgets' files: each origin of settings has its own base for relative paths. */
export function withAbsolutePaths(options: CostspanOptions, baseDir: string): PlacedOptions {
  const { budgetStore: given, ...others } = options
  if (given === undefined) return others
  const budgetStore = typeof given === 'string' ? { at: given } : given
  const { at, ledger } = budgetStore
  const absolute = at.startsWith(SQLITE) ? SQLITE + resolve(baseDir, at.slice(SQLITE.length)) : at
  const paths = { at: absolute, ...(ledger !== undefined && { ledger: resolve(baseDir, ledger) }) }
  return { ...others, budgetStore: { ...budgetStore, ...paths } }
}
