/** Where pieces of generated text stand in the blocks of Converse: answers, thoughts, names and arguments of tools. */
const TEXT_KEYS = ['text', 'reasoningContent', 'toolUse', 'name', 'input'] as const

/** All text in a piece of a block, in order. */
export function readText(piece: unknown): string {
  if (typeof piece === 'string') return piece
  if (typeof piece !== 'object' || piece === null) return ''
  return TEXT_KEYS.map((key) => (key in piece ? readText(Reflect.get(piece, key)) : '')).join('')
}
