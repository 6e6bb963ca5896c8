import { defineConfig, type RolldownOptions } from 'rolldown'

/**
 * Bundles each package into a few files. Node.js takes about half a millisecond to find and load a module: unbundled, the
 * many small files of the sources would add 60 ms to the start of every application. Dependencies stay imports.
 */
function bundle(name: string, input: Record<string, string>): RolldownOptions {
  const folder = `./packages/${name}`
  return {
    input: Object.fromEntries(Object.entries(input).map(([entry, file]) => [entry, `${folder}/src/${file}`])),
    output: { dir: `${folder}/dist`, format: 'esm', sourcemap: true, chunkFileNames: 'chunks/[name]-[hash].js' },
    platform: 'node',
    external: /^[^./]/,
  }
}

export default defineConfig([
  bundle('cost', {
    index: 'index.ts',
    'prices/index': 'prices/index.ts',
    'context/express': 'context/express.ts',
    'context/fastify': 'context/fastify.ts',
  }),
  bundle('instrumentation', { index: 'index.ts', 'count-worker': 'tokens/count-worker.ts' }),
  bundle('node', { index: 'index.ts', auto: 'auto.ts' }),
  bundle('cli', { index: 'index.ts', main: 'main.ts' }),
])
