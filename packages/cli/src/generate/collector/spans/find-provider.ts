import { providerNames } from '@costspan/cost/prices'
import * as names from '../names.ts'
import { attribute, concat, firstOf, replacePattern, set, text, variable } from '../ottl.ts'
import { escaped } from '../prices/name-patterns.ts'
import { ANY_PROVIDER, type PriceTable } from '../prices/price-table.ts'

const provider = variable('provider')
const name = variable('name')
const vendor = variable('vendor')
const at = variable('at')
const aliases = variable('aliases')

/** Which API a provider's name ends in, as the Vercel AI SDK writes it: `openai.responses`. */
const API_SUFFIXES =
  '(?:\\.(?:chat|completion|responses|messages|embedding|textembedding|image|speech|transcription|generative-ai|anthropic|maas))+$'

/** More bytes than any provider's id has. */
const LONGEST_ID = 40

/** Finds whose model was called, and the names of that provider's models. Sets `provider`, `names` and `claimed`. */
export function findProvider(prices: PriceTable): string[] {
  return [
    set(aliases, text(aliasTable(prices))),
    set(provider, `ToLowerCase(Trim(${firstOf(names.PROVIDER, names.SYSTEM)}))`),
    ...fromAlias(provider, `${provider} != nil`),
    replacePattern(provider, API_SUFFIXES, '', `${provider} != nil and ${at} < 0`),
    ...fromAlias(provider, `${provider} != nil`),
    `delete_key(span.cache, "provider") where ${provider} == ""`,
    ...[names.RESPONSE_MODEL, names.REQUEST_MODEL].flatMap((model) => ownerOf(prices, model)),
    ...[...prices.names].map(([id, table]) =>
      id === ANY_PROVIDER
        ? set(variable('anyNames'), text(table))
        : set(variable('names'), text(table), `${provider} == ${text(id)}`),
    ),
  ]
}

/** Statements that set `name` to a model's name without the path around it, and `vendor` to what stands before its slash. */
export function splitName(where: string): string[] {
  return [
    // Looking for the text first takes less than an expression that does not match.
    replacePattern(name, '^arn:aws[a-z-]*:bedrock:[^/]*/', '', `${where} and HasPrefix(${name}, "arn:")`),
    replacePattern(name, '^(?:.*/)?models/([^/]+)$', '${1}', `${where} and Index(${name}, "models/") >= 0`),
    `delete_key(span.cache, "vendor") where ${where}`,
    set(vendor, `Split(${name}, "/")[0]`, `${where} and Index(${name}, "/") > 0`),
    ...fromAlias(vendor, `${where} and ${vendor} != nil`),
  ]
}

/**
 * Whose a model is when the call does not say: the vendor before the slash, or who claims such names. The price book asks all
 * who claim a name until one has the model; here one is asked, and of two the one with more claims, which are the narrower:
 * `*.anthropic.*` is a name at Bedrock, though `*claude*` fits it too.
 */
function ownerOf(prices: PriceTable, model: string): string[] {
  const nobody = `${provider} == nil and ${attribute(model)} != nil`
  return [
    set(name, `ToLowerCase(Trim(${attribute(model)}))`, nobody),
    ...splitName(nobody),
    set(provider, vendor, `${nobody} and ${vendor} != nil and ${at} >= 0`),
    set(variable('claimed'), 'true', nobody),
    ...narrowFirst(prices.claims).map(([id, patterns]) =>
      set(provider, text(id), `${nobody} and IsMatch(${name}, ${text(patterns.map(claimExpression).join('|'))})`),
    ),
  ]
}

function narrowFirst(claims: PriceTable['claims']): (readonly [id: string, patterns: readonly string[]])[] {
  return [...claims].toSorted(([, one], [, other]) => other.length - one.length)
}

/** All names of providers, those of layers with nothing behind them, and padding so that no reading goes over the end. */
function aliasTable(prices: PriceTable): string {
  const own = [...prices.names.keys()].map((id) => [id, id] as const)
  const rows = [...new Map<string, string | undefined>([...own, ...providerNames()])].map(
    ([alias, id]) => `|${alias}=${id ?? ''}`,
  )
  return `${rows.join('')}|${' '.repeat(LONGEST_ID)}`
}

/** Replaces a name by the catalogue's id; afterwards `at` tells whether it is known. */
function fromAlias(target: string, where: string): string[] {
  const key = variable('alias')
  return [
    set(at, '-1', where),
    set(key, concat(text('|'), target, text('=')), where),
    set(at, `Index(${aliases}, ${key})`, where),
    set(target, `Split(Substring(${aliases}, ${at} + Len(${key}), ${LONGEST_ID}), "|")[0]`, `${where} and ${at} >= 0`),
  ]
}

/** A claim as an expression. RE2 has no look-ahead; claims use it only to leave out names with a slash, which are not asked. */
function claimExpression(pattern: string): string {
  if (pattern.startsWith('/')) return `(?:${pattern.slice(1, -1).replaceAll(/\(\?!.*?\)/g, '')})`
  return `^${pattern.toLowerCase().split('*').map(escaped).join('.*')}$`
}
