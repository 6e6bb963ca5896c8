import { costReporter } from '@costspan/testing'
import { defineConfig } from 'vitest/config'

const { BUDGET, COSTS } = process.env

export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['*.spec.ts'],
    setupFiles: ['@costspan/testing/vitest'],
    reporters: ['dot', costReporter({ budget: BUDGET, file: COSTS, most: 2 })],
  },
})
