import type { DowngradeRoute, LoopBreakerOptions } from '@costspan/guard'
import type * as zod from 'zod'
import type { ChoiceSettings, GuardCallSettings } from './costspan-options.ts'

/** The schema of `guard`: how calls are held against budgets. */
export function guardSchema(z: typeof zod): zod.ZodType<GuardCallSettings> {
  const yesOrNo = (meaning: string): zod.ZodExactOptional<zod.ZodBoolean> =>
    z.boolean().describe(meaning).exactOptional()
  return z
    .strictObject({
      routes: z.array(routeSchema(z)).describe('Cheaper models for features, when a budget runs low.').exactOptional(),
      choices: z.array(choiceSchema(z)).describe('Cheaper models for simple tasks.').exactOptional(),
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

function choiceSchema(z: typeof zod): zod.ZodType<ChoiceSettings> {
  const model = (complexity: string): zod.ZodExactOptional<zod.ZodString> =>
    z.string().min(1, 'a model').describe(`The model for ${complexity} tasks.`).exactOptional()
  const words = (complexity: string): zod.ZodExactOptional<zod.ZodArray<zod.ZodString>> =>
    z.array(z.string().min(1, 'a word')).describe(`Words of ${complexity} tasks.`).exactOptional()
  return z.strictObject({
    features: z
      .array(z.string().min(1, 'a feature'))
      .min(1, 'a feature or more')
      .describe('The features whose calls may go to another model.'),
    models: z
      .strictObject({ simple: model('simple'), medium: model('medium'), complex: model('complex') })
      .describe('Models by how hard a task is, of one provider. A call whose model is cheaper stays with it.'),
    classify: z
      .strictObject({ complex: words('complex'), medium: words('medium') })
      .describe('Words that tell how hard a task is, in the last message of the user. A text without any is simple.')
      .exactOptional(),
  } satisfies Record<keyof ChoiceSettings, unknown>)
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
