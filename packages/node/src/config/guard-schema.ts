import type { DowngradeRoute, LoopBreakerOptions } from '@costspan/guard'
import type * as zod from 'zod'
import type { GuardCallSettings } from './costspan-options.ts'

/** The schema of `guard`: how calls are held against budgets. */
export function guardSchema(z: typeof zod): zod.ZodType<GuardCallSettings> {
  const yesOrNo = (meaning: string): zod.ZodExactOptional<zod.ZodBoolean> =>
    z.boolean().describe(meaning).exactOptional()
  return z
    .strictObject({
      routes: z.array(routeSchema(z)).describe('Cheaper models for features, when a budget runs low.').exactOptional(),
      maxQualityDrop: z
        .number('a number from 0 to 1')
        .min(0, 'a number from 0 to 1')
        .max(1, 'a number from 0 to 1')
        .describe('By how much a cheaper model may be judged worse before its feature goes back.')
        .exactOptional(),
      loops: z
        .union([z.boolean(), loopsSchema(z)], 'true, false or an object')
        .describe('Refuses calls that repeat within a run without getting anywhere.')
        .exactOptional(),
      expectedOutput: z
        .enum(['worst', 'p95'], '"worst" or "p95"')
        .describe("Hold all the output that a call may have, or what 95 % of its feature's calls had.")
        .exactOptional(),
      countInput: yesOrNo("Count the input of OpenAI's models where a quick bound does not fit."),
      cutStreams: yesOrNo('End a stream when it has generated more than was held for it.'),
      trimOutput: yesOrNo("Lower the limit on a call's output to what is left, where it would be refused otherwise."),
    } satisfies Record<keyof GuardCallSettings, unknown>)
    .describe('How calls are held against budgets.')
}

function routeSchema(z: typeof zod): zod.ZodType<DowngradeRoute> {
  return z.strictObject({
    features: z
      .array(z.string().min(1, 'a feature'))
      .min(1, 'a feature or more')
      .describe('The features that may be downgraded.'),
    models: z
      .array(z.string().min(1, 'a model'))
      .min(2, 'two models or more, dearest first')
      .describe('Models of one provider, dearest first.'),
  } satisfies Record<keyof DowngradeRoute, unknown>)
}

function loopsSchema(z: typeof zod): zod.ZodType<LoopBreakerOptions> {
  const count = (meaning: string): zod.ZodExactOptional<zod.ZodNumber> =>
    z.int('a whole number').min(1, 'a whole number of 1 or more').describe(meaning).exactOptional()
  return z.strictObject({
    warnAfter: count('Identical calls with identical results before the first warning.'),
    refuseAfter: count('Identical calls with identical results before further ones are refused.'),
    coolDownMillis: count('After this time without a call one more is let through.'),
  } satisfies Record<keyof LoopBreakerOptions, unknown>)
}
