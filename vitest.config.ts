import { defineConfig } from 'vitest/config'

const source = { conditions: ['@costspan/source'] }

export default defineConfig({
  resolve: source,
  ssr: { resolve: source },
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['**/node_modules/**', 'test/stack/**'],
    testTimeout: 30_000,
    coverage: { provider: 'v8', include: ['packages/*/src/**'] },
  },
})
