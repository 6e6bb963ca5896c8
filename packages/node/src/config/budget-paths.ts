import { resolve } from 'node:path'
import type { CostspanOptions } from './costspan-options.ts'

const SQLITE = 'sqlite:'

/** The settings with absolute paths of the budgets' files: each origin of settings has its own base for relative paths. */
export function withAbsolutePaths(options: CostspanOptions, baseDir: string): CostspanOptions {
  if (options.budgetStore === undefined) return options
  const { at, ledger } = options.budgetStore
  const absolute = at.startsWith(SQLITE) ? SQLITE + resolve(baseDir, at.slice(SQLITE.length)) : at
  const paths = { at: absolute, ...(ledger !== undefined && { ledger: resolve(baseDir, ledger) }) }
  return { ...options, budgetStore: { ...options.budgetStore, ...paths } }
}
