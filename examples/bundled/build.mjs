/** Builds the applications with esbuild and webpack: `npm run build`. An argument is the folder to build into. */
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { build } from 'esbuild'
import webpack from 'webpack'

const here = fileURLToPath(new URL('.', import.meta.url))
const outdir = process.argv[2] ?? `${here}/dist`

/** What stays outside: the telemetry must be the same as that of `--import @costspan/node/register`. */
const TELEMETRY = '@costspan/node'

const esbuild = {
  absWorkingDir: here,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node22',
  logLevel: 'error',
}
await build({
  ...esbuild,
  entryPoints: ['app.mjs'],
  external: [TELEMETRY],
  outfile: `${outdir}/esbuild-patched.mjs`,
})
await build({ ...esbuild, entryPoints: ['plain.mjs'], packages: 'external', outfile: `${outdir}/esbuild-external.mjs` })

const esm = {
  context: here,
  mode: 'production',
  target: 'node22',
  experiments: { outputModule: true },
  externalsType: 'module',
}
const output = { path: outdir, module: true, chunkFormat: 'module' }
const stats = await promisify(webpack)([
  { ...esm, entry: './app.mjs', externals: [TELEMETRY], output: { ...output, filename: 'webpack-patched.mjs' } },
  { ...esm, entry: './plain.mjs', externals: ['openai'], output: { ...output, filename: 'webpack-external.mjs' } },
])
if (stats?.hasErrors() === true) throw new Error(stats.toString({ all: false, errors: true }))
