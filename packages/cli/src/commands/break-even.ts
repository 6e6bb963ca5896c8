import { parseArgs } from 'node:util'
import { nanoToUsd, parseUsd } from '@costspan/cost/prices'
import { breakEven, type BreakEven } from '../economics/break-even.ts'
import type { CommandIo } from './command.ts'
import { asUsageError, UsageError } from './usage-error.ts'

/** `costspan economics break-even`: GPUs of one's own beside an API. */
export function breakEvenCommand(args: readonly string[], { stdout }: CommandIo): Promise<number> {
  const { json, values } = parsed(args)
  const found = evened(values)
  stdout.write(json ? `${JSON.stringify(found)}\n` : `${sentences(found).join('\n')}\n`)
  return Promise.resolve(0)
}

type Values = Readonly<Partial<Record<string, string>>>

function parsed(args: readonly string[]): { readonly json: boolean; readonly values: Values } {
  const string = { type: 'string' } as const
  return asUsageError(() => {
    const { json, ...values } = parseArgs({
      args: [...args],
      options: {
        gpu: string,
        'tokens-per-hour': string,
        api: string,
        'tokens-per-request': { type: 'string', default: '1000' },
        utilisation: { type: 'string', default: '40' },
        operations: { type: 'string', default: '0' },
        json: { type: 'boolean', default: false },
      },
    }).values
    return { json, values }
  })
}

function evened(values: Values): BreakEven {
  return asUsageError(() =>
    breakEven({
      gpuUsdPerHour: usd(values, 'gpu'),
      tokensPerHour: count(values, 'tokens-per-hour'),
      apiUsdPerMillionTokens: usd(values, 'api'),
      tokensPerRequest: count(values, 'tokens-per-request'),
      utilisation: count(values, 'utilisation') / 100,
      operationsUsdPerMonth: usd(values, 'operations'),
    }),
  )
}

function usd(values: Values, name: string): number {
  try {
    return nanoToUsd(parseUsd(values[name] ?? ''))
  } catch (cause) {
    throw new UsageError(`--${name} is "${values[name] ?? ''}", expected an amount such as "$6.00"`, { cause })
  }
}

function count(values: Values, name: string): number {
  const value = (values[name] ?? '').replace(/[_,%]/g, '')
  if (/^\d+(\.\d+)?$/.test(value)) return Number(value)
  throw new UsageError(`--${name} is "${values[name] ?? ''}", expected a number`)
}

function sentences({ usdPerMillionTokens, requestsPerDay, capacityPerDay, isReachable }: BreakEven): readonly string[] {
  const whole = (value: number): string => Math.ceil(value).toLocaleString('en-US')
  return [
    `A million tokens cost $${usdPerMillionTokens.toFixed(2)} on these GPUs`,
    `They cost as much as the API at ${whole(requestsPerDay)} requests a day, and can do ${whole(capacityPerDay)}`,
    isReachable ? 'Above that they are cheaper' : 'They never are cheaper: more GPUs cost more too',
  ]
}
