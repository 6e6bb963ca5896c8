import * as names from '../names.ts'
import { attribute, set, text, variable } from '../ottl.ts'
import type { PriceTable } from '../prices/price-table.ts'
import { note, type YamlValue } from '../yaml-text.ts'
import { findNumber, takeNames } from './find-number.ts'

const provider = variable('provider')
const number = variable('number')
const response = variable('response')
const request = variable('request')

/**
 * Finds the record of a call whose model goes by other names than those of the table: that of the model which answered, or else
 * of the one that was asked for, because what answers may be an alias. Sets `RECORD`, or else `NO_RATES_REASON`.
 */
export function findRecord(prices: PriceTable): YamlValue[] {
  const asked = attribute(names.REQUEST_MODEL)
  const answered = attribute(names.RESPONSE_MODEL)
  const reason = attribute(names.NO_RATES_REASON)
  const isOpen = `${number} == nil and ${reason} == nil`
  return [
    set(provider, attribute(names.PROVIDER_ID)),
    ...takeNames(prices),
    set(response, `ToLowerCase(Trim(${answered}))`, `${answered} != nil`),
    ...findNumber(prices, response),
    note(
      'What was asked for, where another name answered.',
      set(request, `ToLowerCase(Trim(${asked}))`, `${number} == nil and ${asked} != nil and ${asked} != ${answered}`),
    ),
    ...findNumber(prices, request),
    set(attribute(names.RECORD), number, `${number} != nil`),
    set(reason, text('no_model'), `${response} == nil and ${request} == nil`),
    set(reason, text('unknown_model'), `${isOpen} and (${variable('shelf')} != nil or ${variable('keys')} != nil)`),
    set(reason, text('unknown_provider'), isOpen),
  ]
}
