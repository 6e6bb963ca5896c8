/**
 * Prompt-cache guardian: compares what a call begins with to calls before it, and says why the provider read less from its cache than it
 * could have, and what that cost. It remembers hashes and lengths, and no text.
 */
import { randomBytes } from 'node:crypto'
import type { CostContext } from '@costspan/cost'
import type { CallResponse } from '@costspan/instrumentation/providers'
import type { PriceBook } from '@costspan/cost/prices'
import type { WireCall } from '../http/wire-call.ts'
import { type BreakCause, findBreak, type PrefixBreak, sharedChars } from './find-break.ts'
import { lostToBreak } from './lost-to-break.ts'
import { type PrefixPrint, printPrefix } from './prefix-print.ts'
import { createRecentPrompts, type RecentPrompt } from './recent-prompts.ts'
import { promptPrefix } from './prompt-prefix.ts'

/** How prompts are watched. */
export interface PromptCacheOptions {
  /**
   * The key of the hashes on spans, of 16 bytes or more: the same for all processes whose prompts are to be compared in reports.
   * Default: a random one for each process, so that nothing can be learnt from a hash.
   */
  readonly key?: Uint8Array
  /** Told of each call that read less from the provider's cache than it could have. What it throws is ignored. */
  readonly onBreak?: (found: PromptCacheBreak) => void
}

/** A call that read less from the provider's cache than it could have. */
export interface PromptCacheBreak extends PrefixBreak {
  readonly provider: string
  readonly model: string
  readonly feature: string | undefined
  /** Input tokens that were paid in full and could have been read. An estimate from the shares of the text. */
  readonly lostTokens: number
  /** What they cost above the price of reading them; undefined where the price is not known. */
  readonly lostNanoUsd: bigint | undefined
}

/** Watches the calls of a process. */
export interface PromptCacheWatch {
  begin(call: WireCall, context: CostContext, atMillis: number): WatchedPrompt
}

/** A call whose prompt is watched. */
export interface WatchedPrompt {
  readonly print: PrefixPrint
  /** The answer is there: what it read from the cache is held against what it could have read. */
  end(response: CallResponse): PromptCacheBreak | undefined
}

/** The least that providers cache: 1,024 tokens (https://platform.openai.com/docs/guides/prompt-caching, seen 2026-11). */
const LEAST_TOKENS = 1_024

/** A cache that has a half of what it could have is not broken: what is shared is known by its length alone. */
const LEAST_SHARE = 0.5

/** @throws TypeError for a key that is too short to be one */
export function createPromptCacheWatch(
  { key = randomBytes(32) }: PromptCacheOptions,
  prices: PriceBook,
): PromptCacheWatch {
  if (!(key instanceof Uint8Array) || key.byteLength < 16) {
    throw new TypeError('promptCache.key must be 16 bytes or more')
  }
  const recent = createRecentPrompts()
  return {
    begin(call, context, atMillis) {
      const texts = promptPrefix(call.body)
      const lane = JSON.stringify([
        call.provider,
        context.feature,
        context.conversation ?? context.session ?? context.run,
      ])
      const print = printPrefix(texts, key, recent.last(lane)?.print.segments)
      const before = recent.mostAlike(lane, print)
      const parted = before && findBreak(before.print, print, texts)
      return {
        print,
        end(response) {
          const { usage } = response
          if (usage === undefined) return undefined
          const { model } = call
          const cachedTokens = (usage.cacheRead ?? 0) + (usage.cacheWrite ?? 0)
          recent.add(lane, { print, model, atMillis, cachedTokens, inputTokens: usage.input })
          if (before === undefined) return undefined
          const cause = causeOf(before, parted, model, atMillis)
          const lostTokens = Math.round(readable(before, print, parted, usage.input) - (usage.cacheRead ?? 0))
          if (!isBroken(before, print, cause, call, lostTokens, usage.cacheRead ?? 0)) return undefined
          const lostNanoUsd = lostToBreak(call, response, lostTokens, prices, atMillis)
          return { ...cause, provider: call.provider, model, feature: context.feature, lostTokens, lostNanoUsd }
        },
      }
    },
  }
}

function causeOf(before: RecentPrompt, parted: PrefixBreak | undefined, model: string, atMillis: number): PrefixBreak {
  if (before.model !== model) return { cause: 'model', position: 'model' }
  if (parted !== undefined) return parted
  const pausedMillis = atMillis - before.atMillis
  const seconds = `${Math.round(pausedMillis / 1_000)} s after the call before`
  return { cause: pausedMillis > lifetimeMillis(before.print) ? 'ttl' : 'evicted', position: seconds }
}

/**
 * Five minutes, or an hour where that was asked for (https://docs.claude.com/en/docs/build-with-claude/prompt-caching); OpenAI keeps
 * what is not used for five to ten minutes (https://platform.openai.com/docs/guides/prompt-caching); both seen 2026-11.
 */
function lifetimeMillis({ segments }: PrefixPrint): number {
  return Math.max(300_000, ...segments.map((segment) => segment.keptMillis ?? 0))
}

/** The tokens that could have been read: those of the text that was in the call before, as its share of all text. */
function readable(
  before: RecentPrompt,
  now: PrefixPrint,
  parted: PrefixBreak | undefined,
  inputTokens: number,
): number {
  const allChars = now.segments.reduce((sum, { chars }) => sum + chars, 0)
  const tokens = (sharedChars(before.print, now) / Math.max(1, allChars)) * inputTokens
  // Where the prompt is as it was, no more can be read than was kept.
  return parted === undefined || parted.cause === 'breakpoint' ? Math.min(tokens, before.cachedTokens) : tokens
}

/** Causes that show in what the cache had before; the others keep a prompt from ever being cached. */
const AFTER_A_FALL: ReadonlySet<BreakCause> = new Set(['model', 'breakpoint', 'ttl', 'evicted'])

function isBroken(
  before: RecentPrompt,
  now: PrefixPrint,
  { cause }: PrefixBreak,
  { body, format }: WireCall,
  lostTokens: number,
  readTokens: number,
): boolean {
  if (lostTokens < LEAST_TOKENS || readTokens >= LEAST_SHARE * (readTokens + lostTokens)) return false
  if (before.cachedTokens >= LEAST_TOKENS) return true
  if (AFTER_A_FALL.has(cause)) return false
  // Anthropic caches what is marked, and nothing else.
  const isMarked =
    body['cache_control'] !== undefined || now.segments.some(({ keptMillis }) => keptMillis !== undefined)
  return format !== 'anthropic' || isMarked
}
