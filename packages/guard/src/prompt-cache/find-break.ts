import type { PrefixPrint, SegmentPrint } from './prefix-print.ts'
import type { PrefixPart, PrefixSegment } from './prompt-prefix.ts'
import { type VolatileText, volatileText } from './volatile-text.ts'

/**
 * Why a provider's cache did not have what a call before had put there.
 *
 * - `tool_order`: the same tools in another order; `tools`: other tools.
 * - `timestamp`, `random_id`: in a place that is otherwise the same.
 * - `system`, `history`: a changed system prompt, or messages that are not those of before with new ones behind.
 * - `model`: caches are one model's. `breakpoint`: the mark of what to keep is at another place, or gone.
 * - `ttl`: too long ago. `evicted`: nothing changed and it was not long; providers promise nothing.
 */
export type BreakCause =
  | 'tool_order'
  | 'tools'
  | VolatileText
  | 'system'
  | 'history'
  | 'model'
  | 'breakpoint'
  | 'ttl'
  | 'evicted'

/** Where two prefixes part. */
export interface PrefixBreak {
  readonly cause: BreakCause
  /** Such as `tools[2]`, or `system[0]+1200` for a character of its JSON. */
  readonly position: string
}

/** Compares a prefix with one of before. Undefined where it is the same, or the same with more messages, or only asks something else. */
export function findBreak(
  before: PrefixPrint,
  now: PrefixPrint,
  texts: readonly PrefixSegment[],
): PrefixBreak | undefined {
  const places = new Map(texts.map(({ place, text }) => [place, text]))
  return (
    toolBreak(of('tools', before), of('tools', now)) ??
    textBreak(of('system', before), of('system', now), places, 'system') ??
    breakpointBreak(before.segments, now.segments) ??
    historyBreak(of('messages', before), of('messages', now), places)
  )
}

/** How many characters of `now` were in `before`, in segments or pieces, wherever they stood. */
export function sharedChars(before: PrefixPrint, now: PrefixPrint): number {
  const whole = new Set(before.segments.map(({ hash }) => hash))
  const pieces = new Set(before.segments.flatMap((segment) => segment.pieces.map(({ hash }) => hash)))
  return now.segments.reduce((sum, segment) => {
    if (whole.has(segment.hash)) return sum + segment.chars
    const own = segment.pieces.filter(({ hash }) => pieces.has(hash))
    return sum + own.reduce((chars, piece) => chars + piece.chars, 0)
  }, 0)
}

function of(part: PrefixPart, { segments }: PrefixPrint): readonly SegmentPrint[] {
  return segments.filter((segment) => segment.part === part)
}

function toolBreak(before: readonly SegmentPrint[], now: readonly SegmentPrint[]): PrefixBreak | undefined {
  const at = firstOther(before, now)
  if (at === undefined) return undefined
  const sorted = (segments: readonly SegmentPrint[]): string =>
    segments
      .map(({ hash }) => hash)
      .toSorted()
      .join()
  return { cause: sorted(before) === sorted(now) ? 'tool_order' : 'tools', position: `tools[${at}]` }
}

function textBreak(
  before: readonly SegmentPrint[],
  now: readonly SegmentPrint[],
  texts: ReadonlyMap<string, string>,
  cause: 'system' | 'history',
): PrefixBreak | undefined {
  const at = firstOther(before, now)
  if (at === undefined) return undefined
  const [old, segment] = [before[at], now[at]]
  if (segment === undefined) return { cause, position: old?.place ?? '' }
  const index = segment.pieces.findIndex(({ hash }, place) => hash !== old?.pieces[place]?.hash)
  const piece = segment.pieces[index]
  if (piece === undefined) return { cause, position: segment.place }
  const text = (texts.get(segment.place) ?? '').slice(piece.start, piece.start + piece.chars)
  return { cause: volatileText(text) ?? cause, position: `${segment.place}+${piece.start}` }
}

/** Marks in messages move on with the conversation; those in tools and system prompt are meant to stay. */
function breakpointBreak(before: readonly SegmentPrint[], now: readonly SegmentPrint[]): PrefixBreak | undefined {
  const marked = (segments: readonly SegmentPrint[]): readonly string[] =>
    segments.filter(({ part, keptMillis }) => part !== 'messages' && keptMillis !== undefined).map(({ place }) => place)
  const kept = new Set(marked(now))
  const gone = marked(before).find((place) => !kept.has(place))
  return gone === undefined ? undefined : { cause: 'breakpoint', position: gone }
}

/** Messages that begin otherwise are another conversation, unless most of the first one is the same. */
function historyBreak(
  before: readonly SegmentPrint[],
  now: readonly SegmentPrint[],
  texts: ReadonlyMap<string, string>,
): PrefixBreak | undefined {
  const at = firstOther(before, now.slice(0, before.length))
  if (at === undefined) return undefined
  if (at === 0 && !isMostlyTheSame(before[0], now[0])) return undefined
  // The last message may be asked anew.
  if (at > 0 && at === before.length - 1) return undefined
  return textBreak(before, now.slice(0, before.length), texts, 'history')
}

function isMostlyTheSame(before: SegmentPrint | undefined, now: SegmentPrint | undefined): boolean {
  if (before === undefined || now === undefined) return false
  const pieces = new Set(before.pieces.map(({ hash }) => hash))
  const same = now.pieces.filter(({ hash }) => pieces.has(hash)).reduce((sum, { chars }) => sum + chars, 0)
  return same >= now.chars / 2
}

function firstOther(before: readonly SegmentPrint[], now: readonly SegmentPrint[]): number | undefined {
  const length = Math.max(before.length, now.length)
  for (let at = 0; at < length; at++) if (before[at]?.hash !== now[at]?.hash) return at
  return undefined
}
