import { PRICED_OPERATIONS } from '@costspan/cost/prices'
import type { CollectorSettings } from '../collector-settings.ts'
import * as names from '../names.ts'
import { attribute, lookUp, set, text, variable } from '../ottl.ts'
import { note, type YamlMap, type YamlValue } from '../yaml-text.ts'
import { calculate } from './calculate.ts'
import { findOwner, readProvider } from './find-provider.ts'
import { findRates } from './find-rates.ts'
import { findRecord } from './find-record.ts'
import { exactNames } from './name-tables.ts'
import { isPlain, pricePlainly } from './price-plainly.ts'
import { readUsage } from './read-usage.ts'
import { writeCost } from './write-cost.ts'

/**
 * Prices calls. Only inference and embeddings are priced: agents, workflows, tools and plans wrap such calls and repeat
 * their usage. What has a status of ours was priced where it was made, and counted there.
 *
 * A collector takes more time to see that a statement is not for a span than for most things that statements do. So they stand
 * in groups, whose condition is looked at once, and a usual call meets the groups of the short way only. Groups tell each other
 * what they found by attributes (`names.NOTES`), which the last takes off.
 */
export function costProcessor(settings: CollectorSettings): YamlValue {
  const { table, draftNames, dimensions, exclusiveCacheScopes, userCounter } = settings
  const provider = variable('provider')
  const number = variable('number')
  const record = attribute(names.RECORD)
  const isOpen = `${record} == ""`
  const noProvider = `(${attribute(names.PROVIDER_ID)} == nil or ${attribute(names.PROVIDER_ID)} == "")`
  return note(
    'What each call cost. A statement that fails is skipped in silence, because its log line would repeat the whole price ' +
      'table; what then stays without a price is counted as such.',
    {
      error_mode: 'silent',
      trace_statements: [
        note(
          'The record of its model, by the names as they came: provider, name, number of the record.',
          group(isCall(settings), [
            ...readProvider(table),
            set(variable('name'), `ToLowerCase(Trim(${attribute(names.RESPONSE_MODEL)}))`),
            set(number, lookUp(exactNames(table), provider, variable('name'))),
            set(record, `Coalesce([${number}, ""])`),
            set(attribute(names.PROVIDER_ID), provider, `${number} == nil`),
          ]),
        ),
        note(
          'Whose model it is, where nobody tells.',
          group(`${isOpen} and ${noProvider}`, [
            ...findOwner(table),
            set(attribute(names.PROVIDER_ID), provider, `${provider} != nil`),
            set(attribute(names.NO_RATES_REASON), text('unknown_provider'), `${variable('claimed')} == true`),
          ]),
        ),
        note(
          'The model that answered, by the most exact of its names that is known.',
          group(isOpen, findRecord(table)),
        ),
        note(
          'Its rates, in pico-USD per token: {number: {#tier~region@time: [[above so many input tokens, input, output, cache ' +
            'read, cache write, cache write for an hour, reasoning(, audio in, out, cached, images in, out, cached, request)], ' +
            '...]}}',
          group(`${record} != nil and ${record} != ""`, findRates(table)),
        ),
        note('Calls of the usual kind.', group(isPlain(), pricePlainly(table, settings))),
        note(
          'All others.',
          group(`${record} != nil and ${attribute(names.TO_COUNT)} == nil`, [
            set(variable('reason'), attribute(names.NO_RATES_REASON), isOpen),
            set(
              variable('reason'),
              text('unknown_service_tier'),
              `${record} != "" and ${attribute(names.RATES)} == nil`,
            ),
            ...section(
              'What was used: totals, split so that each token is in one part.',
              readUsage(exclusiveCacheScopes),
            ),
            ...section('The cost, in integers: pico-USD, rounded once to nano-USD.', calculate(table.mostParts)),
            ...section('What the span says of it.', writeCost(table, draftNames)),
          ]),
        ),
        note(
          'Who caused it may stand on the resource.',
          group(`${record} != nil`, [
            ...names.NOTES.map((name) => `delete_key(span.attributes, "${name}")`),
            ...dimensions.map(fromResource),
            ...(userCounter ? section('A hash of the user, for the counter by user.', [userHash()]) : []),
          ]),
        ),
      ],
    },
  )
}

function group(condition: string, statements: readonly YamlValue[]): YamlMap {
  return { conditions: [condition], statements }
}

function section(comment: string, [first, ...others]: readonly string[]): readonly YamlValue[] {
  return first === undefined ? [] : [note(comment, first), ...others]
}

function isCall({ excludedScopes }: CollectorSettings): string {
  const operation = attribute(names.OPERATION)
  const isPriced = [...PRICED_OPERATIONS].map((one) => `${operation} == ${text(one)}`).join(' or ')
  const excluded = excludedScopes.map((scope) => ` and scope.name != ${text(scope)}`).join('')
  return `${attribute(names.COST_STATUS)} == nil and ${operation} != nil and (${isPriced})${excluded}`
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
    `${id} != nil and ${attribute(names.COST_NANO_USD)} != nil`,
  )
}
