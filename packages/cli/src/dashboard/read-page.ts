import { readdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, extname, join } from 'node:path'

/** The files of the page by their path in the URL; a path that is not among them is answered by none. */
export type PageFiles = ReadonlyMap<string, PageFile>

export interface PageFile {
  readonly contentType: string
  readonly body: Uint8Array
  /** Whether its name changes with its content, so that a browser may keep it. */
  readonly isHashed: boolean
}

/** Reads the page as it was built; no files where it was not. */
export async function readPage(): Promise<PageFiles> {
  const folder = join(dirname(createRequire(import.meta.url).resolve('@costspan/cli/package.json')), 'dist/web')
  const names = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  const files = names.filter((entry) => entry.isFile() && CONTENT_TYPES.has(extname(entry.name)))
  return new Map(
    await Promise.all(
      files.map(async ({ name, parentPath }) => {
        const path = join(parentPath, name).slice(folder.length).replaceAll('\\', '/')
        const file: PageFile = {
          contentType: CONTENT_TYPES.get(extname(name)) ?? 'application/octet-stream',
          body: await readFile(join(parentPath, name)),
          isHashed: path.startsWith('/assets/'),
        }
        return [path === '/index.html' ? '/' : path, file] as const
      }),
    ),
  )
}

const CONTENT_TYPES: ReadonlyMap<string, string> = new Map([
  ['.html', 'text/html; charset=utf-8'],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.css', 'text/css; charset=utf-8'],
  ['.svg', 'image/svg+xml'],
  ['.woff2', 'font/woff2'],
  ['.txt', 'text/plain; charset=utf-8'],
])
