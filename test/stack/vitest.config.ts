import { defineConfig } from 'vitest/config'

/** The tests against real servers. They use what was built, as an installed package would be used. */
export default defineConfig({
  test: {
    name: 'stack',
    root: import.meta.dirname,
    include: ['**/*.test.ts'],
    globalSetup: ['tools/provide-tools.ts', 'build-collector.ts'],
    testTimeout: 120_000,
    hookTimeout: 60_000,
  },
})
