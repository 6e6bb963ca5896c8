/** Measures anew and writes the factors that the guard estimates with: `npm run measure -w @costspan-test/tokenizers`. */
import { writeFileSync } from 'node:fs'
import { measureFactors } from './measure-factors.ts'

const FILE = new URL('../../packages/guard/src/tokens/data/token-factors.ts', import.meta.url)

const rows = Object.entries(await measureFactors()).map(([name, factors]) => {
  const kinds = Object.entries(factors).map(
    ([kind, { factor, errorPercent }]) => `${kind}: { factor: ${factor}, errorPercent: ${String(errorPercent)} }`,
  )
  return `  '${name}': { ${kinds.join(', ')} },`
})
writeFileSync(
  FILE,
  `import type { TextKind } from '../text-kind.ts'

/** How many tokens of a vocabulary stand for one of \`o200k_base\`, and how far off that was at the most. */
export interface TokenFactor {
  readonly factor: number
  /** Of the measured text that is farthest off, in percent; undefined where nothing could be measured. */
  readonly errorPercent: number | undefined
}

/** Measured by \`test/tokenizers\` over \`test/fixtures/tokens\`; written by its \`npm run measure\`. */
export const TOKEN_FACTORS: Readonly<Record<string, Readonly<Record<TextKind, TokenFactor>>>> = {
${rows.join('\n')}
}
`,
)
