import type { CollectorSettings } from '../collector-settings.ts'
import * as names from '../names.ts'
import { attribute, set, text, variable } from '../ottl.ts'
import { note, type YamlValue } from '../yaml-text.ts'
import { calculate } from './calculate.ts'
import { findNumber } from './find-number.ts'
import { findProvider } from './find-provider.ts'
import { findRow } from './find-row.ts'
import { readUsage } from './read-usage.ts'
import { writeCost } from './write-cost.ts'

/**
 * Prices calls. Only inference and embeddings are priced: agents, workflows, tools and plans wrap such calls and repeat
 * their usage. What has a status of ours was priced where it was made, and counted there.
 */
export function costProcessor(settings: CollectorSettings): YamlValue {
  const { table, draftNames, dimensions, excludedScopes, exclusiveCacheScopes } = settings
  const isCall = `${attribute(names.COST_STATUS)} == nil and IsMatch(${attribute(names.OPERATION)}, ${text(`^(?:${names.PRICED_OPERATIONS.join('|')})$`)})`
  const excluded = excludedScopes.map((scope) => ` and scope.name != ${text(scope)}`).join('')
  return note(
    'What each call cost. A statement that fails is skipped in silence, because its log line would repeat the whole price ' +
      'table; what then stays without a price is counted as such.',
    {
      error_mode: 'silent',
      trace_statements: [
        {
          conditions: [`${isCall}${excluded}`],
          statements: [
            ...section(
              'What was used: totals, split so that each token is in one part.',
              readUsage(exclusiveCacheScopes),
            ),
            ...section(
              'Whose model it is, and the names of that provider: |name=number of its record|...',
              findProvider(table),
            ),
            ...section(
              'The model that answered, by the most exact of its names that is known.',
              findNumber(table, names.RESPONSE_MODEL),
            ),
            ...section(
              'One that is not known may be an alias of what was asked for.',
              findNumber(table, names.REQUEST_MODEL),
            ),
            ...section(
              'Its record, in pico-USD per token: |number#tier~region@time=above so many input tokens,input,output,cache read,' +
                'cache write,cache write for an hour,reasoning[,audio in,out,cached,images in,out,cached,request];...|',
              findRow(table),
            ),
            ...section('The cost, in integers: pico-USD, rounded once to nano-USD.', calculate(table.mostParts)),
            ...section('What the span says of it.', writeCost(table, draftNames)),
            ...section('Who caused it may stand on the resource.', dimensions.map(fromResource)),
            ...(settings.userCounter ? section('A hash of the user, for the counter by user.', [userHash()]) : []),
          ],
        },
      ],
    },
  )
}

function section(comment: string, [first, ...others]: readonly string[]): readonly YamlValue[] {
  return first === undefined ? [] : [note(comment, first), ...others]
}

function fromResource(name: string): string {
  const ofResource = `resource.attributes["${name}"]`
  return set(attribute(name), ofResource, `${attribute(name)} == nil and ${ofResource} != nil`)
}

function userHash(): string {
  const id = attribute(names.USER_ID)
  return set(
    attribute(names.USER_HASH),
    `Substring(SHA256(${id}), 0, 16)`,
    `${id} != nil and ${variable('nano')} != nil`,
  )
}
