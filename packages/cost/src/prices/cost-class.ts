import type { UsageLeaves } from '../usage/usage-leaves.ts'

/** What a part of a cost was paid for. The parts of a call sum to its total, so that any of them may be added up. */
export type CostClass =
  | 'input'
  | 'output'
  | 'cache_read'
  | 'cache_write'
  | 'reasoning'
  | 'audio'
  | 'image'
  | 'tool'
  | 'request'

/** All classes, in the order in which equal remainders are given out. */
export const COST_CLASSES: readonly CostClass[] = [
  'input',
  'output',
  'cache_read',
  'cache_write',
  'reasoning',
  'audio',
  'image',
  'tool',
  'request',
]

/** The class of each leaf. What came from the cache counts as such whatever its modality: that is what caching saves on. */
export const LEAF_CLASSES: readonly (readonly [leaf: keyof UsageLeaves, costClass: CostClass])[] = [
  ['input', 'input'],
  ['output', 'output'],
  ['cacheRead', 'cache_read'],
  ['cacheReadAudio', 'cache_read'],
  ['cacheReadImage', 'cache_read'],
  ['cacheWrite', 'cache_write'],
  ['cacheWrite1h', 'cache_write'],
  ['reasoning', 'reasoning'],
  ['inputAudio', 'audio'],
  ['outputAudio', 'audio'],
  ['inputImage', 'image'],
  ['outputImage', 'image'],
]

/** Units that are another form of what tokens measure elsewhere: the text to speak, the pages to read, the sources to cite. */
const UNIT_CLASSES: Readonly<Record<string, CostClass>> = {
  characters: 'input',
  document_pages: 'input',
  annotated_document_pages: 'input',
  text_messages: 'input',
  citation_tokens: 'output',
  audio_seconds: 'audio',
  output_audio_seconds: 'audio',
}

/** The class of a unit, by its name. A unit nobody knows is charged as part of the request. */
export function classOfUnit(unit: string): CostClass {
  if (unit.startsWith('tool.')) return 'tool'
  if (unit === 'image' || unit.startsWith('image.')) return 'image'
  return (Object.hasOwn(UNIT_CLASSES, unit) ? UNIT_CLASSES[unit] : undefined) ?? 'request'
}
