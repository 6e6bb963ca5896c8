import { readFileSync, readdirSync } from 'node:fs'
import { expect, it } from 'vitest'

const FOLDER = new URL('../../../../packages/cost/src/money/', import.meta.url)

// The one exception is where money leaves the integers for good: a double for telemetry, by one exact division.
const ALLOWED = ['return Number.isSafeInteger(nano) ? nano / 1e9 : Number()']

it('does arithmetic with money in integers only', () => {
  const lines = readdirSync(FOLDER).flatMap((file) => readFileSync(new URL(file, FOLDER), 'utf8').split('\n'))
  const code = lines
    .map((line) => line.trim())
    .filter((line) => !/^(?:\/\*\*|\*|\/\/)/.test(line))
    .map((line) => line.replaceAll(/(['"`]).*\1/g, ''))
  const suspicious = /\b(?:parseFloat|Math\.\w+|toFixed|toPrecision)\b|[*/%]\s*\d[\d_]*(?:\.\d+|e-?\d+)\b|\b\d+\.\d+\b/
  expect(code.filter((line) => suspicious.test(line))).toEqual(ALLOWED)
})
