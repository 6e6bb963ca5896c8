import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { providers } from '@costspan/instrumentation/providers'
import { z } from 'zod'
import type { PackageManager, Project } from './project.ts'

const strings = z.record(z.string(), z.string()).optional()
const MANIFEST = z.looseObject({
  name: z.string().optional(),
  scripts: strings,
  dependencies: strings,
  devDependencies: strings,
  optionalDependencies: strings,
  peerDependencies: strings,
})

/** @throws TypeError when the folder has no package.json, or one that npm would not take */
export function readProject(folder: string): Project {
  const manifest = readManifest(folder)
  const files = new Set(readdirSync(folder))
  const { dependencies, devDependencies, optionalDependencies, peerDependencies } = manifest
  return {
    folder,
    name: manifest.name,
    scripts: manifest.scripts ?? {},
    dependencies: new Set(
      [dependencies, devDependencies, optionalDependencies, peerDependencies].flatMap((each) =>
        Object.keys(each ?? {}),
      ),
    ),
    broughtSdks: new Set(providers.map(({ module }) => module).filter((module) => isInstalled(folder, module))),
    packageManager: packageManagerOf(folder),
    files,
    nextConfig: nextConfigOf(folder, files),
  }
}

/** pnpm keeps what only a dependency has asked for in a folder of its own. */
function isInstalled(folder: string, module: string): boolean {
  const places = ['node_modules', 'node_modules/.pnpm/node_modules']
  return places.some((place) => existsSync(join(folder, place, module, 'package.json')))
}

function nextConfigOf(folder: string, files: ReadonlySet<string>): Project['nextConfig'] {
  const path = ['js', 'mjs', 'ts', 'mts'].map((ending) => `next.config.${ending}`).find((name) => files.has(name))
  return path === undefined ? undefined : { path, text: readFileSync(join(folder, path), 'utf8') }
}

function readManifest(folder: string): z.output<typeof MANIFEST> {
  const file = join(folder, 'package.json')
  if (!existsSync(file)) throw new TypeError(`there is no ${file}: expected the folder of a Node.js application`)
  try {
    return MANIFEST.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (cause) {
    throw new TypeError(`${file} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
  }
}

const LOCKFILES: readonly (readonly [file: string, manager: PackageManager])[] = [
  ['pnpm-lock.yaml', 'pnpm'],
  ['yarn.lock', 'yarn'],
  ['bun.lock', 'bun'],
  ['package-lock.json', 'npm'],
]

/** The lockfile of a workspace lies in a folder above its packages. */
function packageManagerOf(folder: string): PackageManager {
  const found = LOCKFILES.find(([file]) => existsSync(join(folder, file)))
  if (found !== undefined) return found[1]
  const above = dirname(folder)
  return above === folder ? 'npm' : packageManagerOf(above)
}
