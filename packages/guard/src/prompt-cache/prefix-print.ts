import { createHmac } from 'node:crypto'
import { crc32 } from 'node:zlib'
import type { PrefixPart, PrefixSegment } from './prompt-prefix.ts'

/** What is remembered of a prefix: hashes under a secret key, and lengths. No text. */
export interface PrefixPrint {
  readonly segments: readonly SegmentPrint[]
  /** Of tools and system prompt, which all calls for one purpose share; undefined where there are none. */
  readonly hash: string | undefined
  readonly toolsHash: string | undefined
  readonly systemHash: string | undefined
}

export interface SegmentPrint {
  readonly part: PrefixPart
  readonly place: string
  readonly hash: string
  readonly chars: number
  readonly keptMillis: number | undefined
  readonly pieces: readonly PiecePrint[]
}

/** A line or a sentence of a segment, so that it can be told where two differ. It never leaves the process. */
export interface PiecePrint {
  readonly hash: number
  readonly start: number
  readonly chars: number
}

/** Ends after a line, whose end JSON writes as two letters, and after a sentence; of what has neither, so many characters. */
const PIECE = /[^]{1,400}?(?:\\n|[.;,] |$)|[^]{400}/gu

/** Hashes a prefix. Pieces of segments that are the same as before are taken from there. */
export function printPrefix(
  prefix: readonly PrefixSegment[],
  key: Uint8Array,
  before: readonly SegmentPrint[] = [],
): PrefixPrint {
  const hashed = (text: string): string => createHmac('sha256', key).update(text).digest('base64url').slice(0, 16)
  const known = new Map(before.map((segment) => [segment.hash, segment.pieces]))
  const seed = key.reduce((sum, byte) => (sum * 31 + byte) >>> 0, 0)
  const segments = prefix.map(({ part, place, text, keptMillis }): SegmentPrint => {
    const hash = hashed(text)
    return { part, place, hash, chars: text.length, keptMillis, pieces: known.get(hash) ?? piecesOf(text, seed) }
  })
  const hashOf = (...parts: readonly PrefixPart[]): string | undefined => {
    const own = segments.filter(({ part }) => parts.includes(part))
    return own.length === 0 ? undefined : hashed(own.map(({ hash }) => hash).join(' '))
  }
  return { segments, hash: hashOf('tools', 'system'), toolsHash: hashOf('tools'), systemHash: hashOf('system') }
}

function piecesOf(text: string, seed: number): readonly PiecePrint[] {
  return [...text.matchAll(PIECE)].map(([piece], index, all) => ({
    hash: crc32(piece, seed),
    start: all[index]?.index ?? 0,
    chars: piece.length,
  }))
}
