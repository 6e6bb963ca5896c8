/**
 * The settings of `costspan.yaml`, for tools that need them without switching anything on: the command line generates
 * configurations of a collector and alert rules from the very file that applications read.
 *
 * @module
 */
export { loadConfig } from './load-config.ts'
export { type NamedConfigFile, namedConfigFile } from './named-config-file.ts'
export type { AlertSettings } from './alert-settings.ts'
export type { CostspanConfig, CostspanOptions } from './costspan-options.ts'
