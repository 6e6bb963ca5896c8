import type { Cell } from './cell.ts'

const loadings = ['import', 'require'] as const

export const openaiCells: readonly Cell[] = cellsOf('openai-5', 'openai-6', 'openai-7')
export const googleCells: readonly Cell[] = cellsOf('google-1', 'google-2', 'google-3')
/** The AWS SDK has one major only; in 3.705 it speaks HTTP/1.1 to Bedrock, and has generated serializers. */
export const bedrockCells: readonly Cell[] = cellsOf('bedrock-3-705', 'bedrock-3')
export const mistralCells: readonly Cell[] = cellsOf('mistral-1', 'mistral-2')
export const cohereCells: readonly Cell[] = cellsOf('cohere-7', 'cohere-8')
export const groqCells: readonly Cell[] = cellsOf('groq-0', 'groq-1')
export const togetherCells: readonly Cell[] = cellsOf('together-0')
export const huggingfaceCells: readonly Cell[] = cellsOf('huggingface-3', 'huggingface-4')

/** Models of one's own have the price that the settings give them. */
export const ollamaCells: readonly Cell[] = cellsOf('ollama-0-5', 'ollama-0-6').map((cell) => ({
  ...cell,
  settings: new URL('../ollama/self-hosted.yaml', import.meta.url),
}))

export const anthropicCells: readonly Cell[] = loadings.flatMap((loadedBy) => [
  { folder: 'anthropic-0', loadedBy },
  { folder: 'anthropic-1', loadedBy, isNative: true },
  { folder: 'anthropic-1', loadedBy, env: { ANTHROPIC_OPEN_TELEMETRY: 'false' } },
])

/** Each of the folders, once imported and once required. */
function cellsOf(...folders: readonly string[]): readonly Cell[] {
  return folders.flatMap((folder) => loadings.map((loadedBy) => ({ folder, loadedBy })))
}

/** How a cell is called in test names and in the table. */
export function titleOf({ folder, loadedBy, isNative, env }: Cell): string {
  const spans = isNative === true ? ' with its own spans' : env === undefined ? '' : ' with its own spans off'
  return `${folder.replace('-', ' ')} by ${loadedBy}${spans}`
}
