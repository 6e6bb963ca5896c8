import { providerNames } from '@costspan/cost/prices'
import * as names from '../names.ts'
import { attribute, firstOf, lookUp, mapOf, replacePattern, set, text, variable } from '../ottl.ts'
import { escaped } from '../prices/name-patterns.ts'
import type { PriceTable } from '../prices/price-table.ts'

const provider = variable('provider')
const name = variable('name')
const vendor = variable('vendor')
const id = variable('id')

/** Which API a provider's name ends in, as the Vercel AI SDK writes it: `openai.responses`. */
const API_SUFFIXES =
  '(?:\\.(?:chat|completion|responses|messages|embedding|textembedding|image|speech|transcription|generative-ai|anthropic|maas))+$'

/** Reads whose model was called. Sets `provider` to the price book's id, to an unknown name, or to nothing between the quotes. */
export function readProvider(prices: PriceTable): string[] {
  const unknown = `${id} == nil and ${provider} != nil`
  return [
    set(provider, `ToLowerCase(Trim(${firstOf(names.PROVIDER, names.SYSTEM)}))`),
    set(id, fromAlias(prices, provider)),
    replacePattern(provider, API_SUFFIXES, '', `${unknown} and Index(${provider}, ".") > 0`),
    set(id, fromAlias(prices, provider), unknown),
    set(provider, id),
  ]
}

/**
 * Finds whose a model is when the call does not say: the vendor before the slash, or who claims such names. The price book asks
 * all who claim a name until one has the model; here one is asked, and of two the one with more claims, which are the narrower:
 * `*.anthropic.*` is a name at Bedrock, though `*claude*` fits it too. Sets `provider`, and `claimed` where it is a guess.
 */
export function findOwner(prices: PriceTable): string[] {
  return [names.RESPONSE_MODEL, names.REQUEST_MODEL].flatMap((model) => {
    const nobody = `${provider} == nil and ${attribute(model)} != nil`
    return [
      set(name, `ToLowerCase(Trim(${attribute(model)}))`, nobody),
      ...splitName(prices, nobody),
      set(provider, vendor, `${nobody} and ${id} != nil`),
      set(variable('claimed'), 'true', nobody),
      ...narrowFirst(prices.claims).map(([owner, patterns]) =>
        set(provider, text(owner), `${nobody} and IsMatch(${name}, ${text(patterns.map(claimExpression).join('|'))})`),
      ),
    ]
  })
}

/** Statements that set `name` to a model's name without the path around it, and `vendor` to what stands before its slash. */
export function splitName(prices: PriceTable, where: string): string[] {
  const hasVendor = `${where} and Index(${name}, "/") > 0`
  return [
    // Looking for the text first takes less than an expression that does not match.
    replacePattern(name, '^arn:aws[a-z-]*:bedrock:[^/]*/', '', `${where} and HasPrefix(${name}, "arn:")`),
    replacePattern(name, '^(?:.*/)?models/([^/]+)$', '${1}', `${where} and Index(${name}, "models/") >= 0`),
    `delete_key(span.cache, "vendor") where ${where} and ${vendor} != nil`,
    `delete_key(span.cache, "id") where ${where} and ${id} != nil`,
    set(vendor, `Split(${name}, "/")[0]`, hasVendor),
    set(id, fromAlias(prices, vendor), hasVendor),
    set(vendor, id, `${hasVendor} and ${id} != nil`),
  ]
}

/** The ids of all whose models have a price. */
function pricedProviders({ names: exact, patternKeys }: PriceTable): string[] {
  return [...new Set([...exact.keys(), ...patternKeys.keys()])]
}

/** The price book's id of a name: each is one for itself, and layers with nothing behind them have the empty one. */
function fromAlias(prices: PriceTable, asked: string): string {
  const own = pricedProviders(prices).map((known) => [known, known] as const)
  const all = new Map<string, string | undefined>([...own, ...providerNames()])
  return lookUp(mapOf([...all].map(([alias, known]) => [alias, text(known ?? '')])), asked)
}

function narrowFirst(claims: PriceTable['claims']): (readonly [id: string, patterns: readonly string[]])[] {
  return [...claims].toSorted(([, one], [, other]) => other.length - one.length)
}

/** A claim as an expression. RE2 has no look-ahead; claims use it only to leave out names with a slash, which are not asked. */
function claimExpression(pattern: string): string {
  if (pattern.startsWith('/')) return `(?:${pattern.slice(1, -1).replaceAll(/\(\?!.*?\)/g, '')})`
  return `^${pattern.toLowerCase().split('*').map(escaped).join('.*')}$`
}
