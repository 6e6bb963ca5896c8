import { dirname } from 'node:path'
import { priceLocation } from '../prices/price-location.ts'
import { checkOptions } from './check-options.ts'
import { type PlacedOptions, withAbsolutePaths } from './budget-paths.ts'
import type { CostspanConfig, CostspanOptions } from './costspan-options.ts'
import { mergeOptions } from './merge-options.ts'
import { parseYaml } from './parse-yaml.ts'
import { readConfigFile } from './read-config-file.ts'
import { settingsError } from './settings-error.ts'
import { withoutUndefined } from './without-undefined.ts'

/**
 * The settings that hold: the given options over the file (see `readConfigFile`) over the defaults. Prices and discounts of
 * both add up, the given ones last.
 *
 * @param env where `COSTSPAN_CONFIG` may name the file
 * @param cwd where relative paths and `costspan.yaml` are looked for
 *
 * @example
 * loadConfig({ discounts: [{ provider: 'openai', percent: '15%' }] }).streamUsage // 'count'
 *
 * @throws TypeError for settings that are wrong: it lists all of one origin, each with the path, the value and what was
 * expected, after the name of the file
 */
export function loadConfig(
  options: CostspanOptions = {},
  env: NodeJS.ProcessEnv = process.env,
  cwd: string = process.cwd(),
): CostspanConfig {
  const file = readConfigFile(env, cwd)
  const inFile = file === undefined ? {} : settingsOf(parseYaml(file.text, file.path), file.path, dirname(file.path))
  const given = settingsOf(withoutUndefined(options), 'options', cwd)
  return { streamUsage: 'count', ...mergeOptions(inFile, given) }
}

/** Checked settings, with an absolute place of the price catalogue: each origin has its own base for relative paths. */
function settingsOf(value: unknown, origin: string, baseDir: string): PlacedOptions {
  const options = withAbsolutePaths(checkOptions(value, origin), baseDir)
  const { priceCatalog } = options
  if (priceCatalog === undefined) return options
  try {
    return { ...options, priceCatalog: { ...priceCatalog, from: priceLocation(priceCatalog.from, baseDir) } }
  } catch (error) {
    throw settingsError(origin, [`priceCatalog.from ${(error as Error).message}`], error)
  }
}
