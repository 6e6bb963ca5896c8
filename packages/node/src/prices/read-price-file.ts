import { readFile, stat } from 'node:fs/promises'
import { priceText, type PriceText, type ReadLimits, tooLarge } from './price-text.ts'

/**
 * Reads a price file from disk, if it is not the one with this tag.
 *
 * @throws Error saying what is wrong with it
 */
export async function readPriceFile(
  path: string,
  tag: string | undefined,
  limits: ReadLimits,
): Promise<PriceText | 'unchanged'> {
  // Asked before reading: when the file changes in between, the tag is the older one and the file is read again.
  const file = await stat(path)
  // Opening a pipe would wait for someone to write into it.
  if (!file.isFile()) throw new Error('it is no file')
  if (file.size > limits.maxBytes) throw tooLarge(limits)
  const found = `${file.ino}:${file.mtimeMs}:${file.size}`
  return found === tag ? 'unchanged' : priceText(await readFile(path), found)
}
