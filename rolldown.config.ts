import { globSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { defineConfig, type Plugin, type RolldownOptions } from 'rolldown'

/**
 * Bundles each package into a few files. Node.js takes about half a millisecond to find and load a module: unbundled, the
 * many small files of the sources would add 60 ms to the start of every application. Dependencies stay imports, but for
 * those that match `inside`.
 */
function bundle(name: string, input: Record<string, string>, inside: RegExp = /^$/): RolldownOptions {
  const folder = `./packages/${name}`
  return {
    input: Object.fromEntries(Object.entries(input).map(([entry, file]) => [entry, `${folder}/src/${file}`])),
    output: { dir: `${folder}/dist`, format: 'esm', sourcemap: true, chunkFileNames: 'chunks/[name]-[hash].js' },
    platform: 'node',
    plugins: [withoutOldChunks(`${folder}/dist`)],
    // A property whose name is a literal is found by its place in the object, one whose name is a variable is searched.
    optimization: { inlineConst: { mode: 'all', pass: 2 } },
    external: (id) => /^[^./#]/.test(id) && !inside.test(id),
  }
}

/** Chunks are named after their content: those of earlier builds would stay, and be published. */
function withoutOldChunks(folder: string): Plugin {
  return {
    name: 'without-old-chunks',
    writeBundle(_, written) {
      for (const file of globSync('chunks/*', { cwd: folder })) {
        if (!(file in written)) rmSync(join(folder, file))
      }
    },
  }
}

export default defineConfig([
  bundle('cost', {
    index: 'index.ts',
    'prices/index': 'prices/index.ts',
    'context/express': 'context/express.ts',
    'context/fastify': 'context/fastify.ts',
  }),
  bundle('instrumentation', {
    index: 'index.ts',
    'providers/index': 'providers/index.ts',
    'tokens/index': 'tokens/index.ts',
    'count-worker': 'tokens/count-worker.ts',
  }),
  // The OpenTelemetry SDK comes inside, as 150 modules less to load. Its API does not: it is what the application shares.
  bundle('guard', {
    index: 'index.ts',
    'middleware/express': 'middleware/express.ts',
    'middleware/fastify': 'middleware/fastify.ts',
  }),
  bundle(
    'node',
    { index: 'index.ts', auto: 'auto.ts', 'config/index': 'config/index.ts' },
    /^@opentelemetry\/(?!api$)/,
  ),
  bundle('testing', {
    index: 'index.ts',
    'vitest/setup': 'vitest/setup.ts',
    'node-test/preload': 'node-test/preload.ts',
    'node-test/reporter': 'node-test/reporter.ts',
  }),
  bundle('cli', { index: 'index.ts', main: 'main.ts' }),
])
