import type { SelfHostedModel } from '@costspan/cost/prices'
import type * as zod from 'zod'

const DECIMAL = String.raw`(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?`
const USD = new RegExp(String.raw`^\s*(?:\$\s*)?${DECIMAL}\s*$`)
const COUNT = new RegExp(String.raw`^\s*${DECIMAL}\s*$`)

/** The schema of a self-hosted model. That it has one of its two throughputs is also said in the JSON Schema. */
export function selfHostedSchema(z: typeof zod): zod.ZodType<SelfHostedModel> {
  const model = 'the name of a model, such as "llama-3.1-70b*"'
  const usd = 'USD per GPU and hour, such as 2.5 or "$2.50"'
  const gpus = 'a whole number of GPUs, at least 1'
  const tokens = 'a number of tokens, more than 0'
  const day = 'a day such as "2026-08-21", or an instant such as "2026-08-21T12:00:00Z"'
  const throughput = z.union([z.number(tokens).positive(tokens), z.string(tokens).regex(COUNT, tokens)], tokens)
  return z
    .strictObject({
      model: z.string(model).regex(/\S/, model).describe('The model as its server names it, exact or with *.'),
      provider: z
        .string('the name of a provider, such as "ollama"')
        .regex(/\S/, 'the name of a provider, such as "ollama"')
        .describe('Its server; else any.')
        .exactOptional(),
      usdPerHour: z
        .union([z.number(usd).min(0, usd), z.string(usd).regex(USD, usd)], usd)
        .describe('What one GPU costs in an hour, in USD.'),
      gpus: z.int(gpus).min(1, gpus).describe('How many GPUs serve the model together. Default: 1.').exactOptional(),
      tokensPerSecond: throughput
        .describe('Tokens, read and written, that all of these GPUs do in a second, measured over the hours paid for.')
        .exactOptional(),
      tokensPerHour: throughput.describe('The same for an hour.').exactOptional(),
      from: z
        .string(day)
        .regex(/^\d{4}-\d{2}-\d{2}(?:T.+(?:Z|[+-]\d{2}:\d{2}))?$/, day)
        .describe('The first day of the price, in UTC; else it always held.')
        .exactOptional(),
    } satisfies Record<keyof SelfHostedModel, unknown>)
    .refine(
      (host) => (host.tokensPerSecond === undefined) !== (host.tokensPerHour === undefined),
      'a model with either tokensPerSecond or tokensPerHour',
    )
    .meta({ oneOf: [{ required: ['tokensPerSecond'] }, { required: ['tokensPerHour'] }] })
}
