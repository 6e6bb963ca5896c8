import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const CONFIG = join(import.meta.dirname, '../../../collector-config')

/**
 * Copies `collector-config` and changes in it nothing but addresses: where the servers find each other by the names of
 * docker-compose.yml, here they have ports of this machine.
 *
 * @param addresses what stands in the files, by the file that it stands in, and what takes its place
 */
export function localConfig(
  folder: string,
  addresses: Readonly<Record<string, Readonly<Record<string, string>>>>,
): void {
  cpSync(CONFIG, folder, { recursive: true })
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    for (const [from, to] of Object.entries(addresses[file] ?? {})) replaceIn(join(folder, file), from, to)
  }
}

function replaceIn(path: string, from: string, to: string): void {
  const text = readFileSync(path, 'utf8')
  if (!text.includes(from)) throw new Error(`${path} has no ${from}, so its servers would not find each other here`)
  writeFileSync(path, text.replaceAll(from, to))
}
