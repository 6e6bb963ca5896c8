import * as names from '../names.ts'
import { attribute, set, text, variable } from '../ottl.ts'
import { MOST_TOKENS } from '../prices/price-record.ts'

type CountName = 'input' | 'output' | 'cacheRead' | 'cacheWrite' | 'cacheWrite1h' | 'reasoning'

/** Where each count stands: the newest name first, then those of emitters that have not followed. */
const COUNTS: Readonly<Record<CountName, readonly string[]>> = {
  input: [names.USAGE_INPUT],
  output: [names.USAGE_OUTPUT],
  cacheRead: [names.USAGE_CACHE_READ],
  cacheWrite: [names.USAGE_CACHE_WRITE, names.USAGE_CACHE_CREATION],
  cacheWrite1h: [names.USAGE_CACHE_WRITE_1H, 'anthropic.usage.cache_creation.ephemeral_1h_input_tokens'],
  reasoning: [names.USAGE_REASONING],
}
const COUNT_NAMES = Object.keys(COUNTS) as readonly CountName[]

const MODAL_COUNTS: readonly (readonly [variable: string, name: string])[] = [
  ['inputAudio', names.USAGE_INPUT_AUDIO],
  ['outputAudio', names.USAGE_OUTPUT_AUDIO],
  ['cacheReadAudio', names.USAGE_CACHE_READ_AUDIO],
  ['inputImage', names.USAGE_INPUT_IMAGE],
  ['outputImage', names.USAGE_OUTPUT_IMAGE],
  ['cacheReadImage', names.USAGE_CACHE_READ_IMAGE],
]

/**
 * Reads the token counts of a call and splits them into leaves, of which each token is in one, as `splitUsage` does in an
 * application. Sets `hasUsage` where there is any, `isPartial` where the output is not told, and `problem` where the counts
 * contradict each other.
 *
 * Some emitters leave the cached tokens out of the input (the raw answer of Anthropic does): where they are more than the
 * input, and for the scopes that are known to, they are added.
 */
export function readUsage(exclusiveCacheScopes: readonly string[]): string[] {
  const v = variable
  const hasUsage = `${v('hasUsage')} == true`
  const modal = `${v('isModal')} == true`
  return [
    set(v('input'), int(names.USAGE_INPUT)),
    set(v('output'), int(names.USAGE_OUTPUT)),
    set(v('hasUsage'), 'true', `${v('input')} != nil or ${v('output')} != nil`),
    set(
      v('isPartial'),
      'true',
      `${v('output')} == nil and ${v('input')} != nil and (${names.GENERATING_OPERATIONS.map((name) => `${attribute(names.OPERATION)} == ${text(name)}`).join(' or ')})`,
    ),
    ...COUNT_NAMES.map((count) => set(v(count), countOf(count), hasUsage)),
    withCached(exclusiveCacheScopes, hasUsage),
    set(v('isModal'), 'true', `${hasUsage} and (${hasModalCounts()})`),
    ...MODAL_COUNTS.map(([count, name]) => set(v(count), `Coalesce([${int(name)}, 0])`, modal)),
    ...impossible(hasUsage, modal),
    ...leaves(`${hasUsage} and ${v('problem')} == nil`, `${modal} and ${v('problem')} == nil`),
  ]
}

/** A count, or 0 where nobody tells it. */
export function countOf(count: CountName): string {
  return `Coalesce([${[...COUNTS[count].map(int), '0'].join(', ')}])`
}

/** Adds the cached tokens to an input that leaves them out. */
export function withCached(exclusiveCacheScopes: readonly string[], where?: string): string {
  const cached = `${variable('cacheRead')} + ${variable('cacheWrite')}`
  const exclusive = [
    `${cached} > ${variable('input')}`,
    ...exclusiveCacheScopes.map((scope) => `scope.name == ${text(scope)}`),
  ].join(' or ')
  return set(
    variable('input'),
    `${variable('input')} + ${cached}`,
    where === undefined ? exclusive : `${where} and (${exclusive})`,
  )
}

/** Whether a call tells how much of its tokens is audio or images. */
export function hasModalCounts(): string {
  return MODAL_COUNTS.map(([, name]) => `${attribute(name)} != nil`).join(' or ')
}

function int(name: string): string {
  return `Int(${attribute(name)})`
}

/** Counts that no division of tokens can have produced. The limit keeps sums of products within 64 bits. */
function impossible(hasUsage: string, modal: string): string[] {
  const v = variable
  const problem = (message: string, where: string): string => set(v('problem'), text(message), where)
  const all = COUNT_NAMES.map(v)
  const modals = MODAL_COUNTS.map(([count]) => v(count))
  return [
    problem('a count of tokens is negative', `${hasUsage} and (${all.map((count) => `${count} < 0`).join(' or ')})`),
    problem(
      `a count of tokens exceeds ${MOST_TOKENS}`,
      `${hasUsage} and (${v('input')} > ${MOST_TOKENS} or ${v('output')} > ${MOST_TOKENS})`,
    ),
    problem(
      'a part of the tokens exceeds its total',
      `${hasUsage} and (${v('cacheWrite1h')} > ${v('cacheWrite')} or ${v('reasoning')} > ${v('output')})`,
    ),
    problem('a count of tokens is negative', `${modal} and (${modals.map((count) => `${count} < 0`).join(' or ')})`),
    problem(
      'a part of the tokens exceeds its total',
      `${modal} and (${[
        `${v('inputAudio')} + ${v('inputImage')} > ${v('input')}`,
        `${v('cacheReadAudio')} + ${v('cacheReadImage')} > ${v('cacheRead')}`,
        `${v('cacheReadAudio')} > ${v('inputAudio')}`,
        `${v('cacheReadImage')} > ${v('inputImage')}`,
        `${v('reasoning')} + ${v('outputAudio')} + ${v('outputImage')} > ${v('output')}`,
      ].join(' or ')})`,
    ),
  ]
}

/** What is left of each total when its parts are taken out. The total of the input still chooses the length of context. */
function leaves(where: string, modal: string): string[] {
  const v = variable
  const minus = (from: string, ...parts: readonly string[]): string => [v(from), ...parts.map(v)].join(' - ')
  return [
    set(v('plainInput'), minus('input', 'cacheRead', 'cacheWrite'), where),
    set(v('plainOutput'), minus('output', 'reasoning'), where),
    set(v('cacheWrite'), minus('cacheWrite', 'cacheWrite1h'), where),
    set(v('saved'), v('cacheRead'), where),
    set(v('plainOutput'), minus('plainOutput', 'outputAudio', 'outputImage'), modal),
    set(v('freshAudio'), minus('inputAudio', 'cacheReadAudio'), modal),
    set(v('freshImage'), minus('inputImage', 'cacheReadImage'), modal),
    // Audio and images that cannot all be fresh were cached in part; images are taken as cached first.
    set(v('over'), `${v('freshAudio')} + ${v('freshImage')} - ${v('plainInput')}`, modal),
    set(v('over'), '0', `${modal} and ${v('over')} < 0`),
    set(v('overImage'), v('over'), modal),
    set(v('overImage'), v('freshImage'), `${modal} and ${v('over')} > ${v('freshImage')}`),
    set(v('freshImage'), minus('freshImage', 'overImage'), modal),
    set(v('freshAudio'), `${v('freshAudio')} - (${v('over')} - ${v('overImage')})`, modal),
    set(v('plainInput'), minus('plainInput', 'freshAudio', 'freshImage'), modal),
    set(v('cacheRead'), minus('cacheRead', 'cacheReadAudio', 'cacheReadImage'), modal),
  ]
}
