import { createRequire } from 'node:module'
import { defineConfig } from 'vitest/config'

const source = { conditions: ['@costspan/source'] }
const OTEL_SDK_2_TESTS = 'test/otel-sdk-2/**/*.test.ts'

export default defineConfig({
  test: {
    coverage: { provider: 'v8', include: ['packages/*/src/**'] },
    projects: [
      {
        resolve: source,
        ssr: { resolve: source },
        test: {
          name: 'costspan',
          include: ['test/**/*.test.ts'],
          exclude: ['**/node_modules/**', 'test/stack/**', OTEL_SDK_2_TESTS],
          testTimeout: 30_000,
        },
      },
      {
        plugins: [openTelemetryOf('./test/otel-sdk-2/package.json')],
        resolve: source,
        ssr: { resolve: source },
        test: { name: 'otel-sdk-2', include: [OTEL_SDK_2_TESTS], exclude: ['**/node_modules/**'], testTimeout: 30_000 },
      },
    ],
  },
})

/** Gives our sources the OpenTelemetry that a workspace has installed, in place of the one at the top. */
function openTelemetryOf(packageJson: string): {
  name: string
  enforce: 'pre'
  resolveId(id: string): string | undefined
} {
  const { resolve } = createRequire(new URL(packageJson, import.meta.url))
  return {
    name: 'costspan-test:open-telemetry',
    enforce: 'pre',
    resolveId: (id) => (id.startsWith('@opentelemetry/') ? resolve(id) : undefined),
  }
}
