import type * as zod from 'zod'
import type { PromptCacheSettings } from './costspan-options.ts'

/** The schema of `promptCache`: whether prompts are watched, and with which key they are hashed. */
export function promptCacheSchema(z: typeof zod): zod.ZodType<boolean | PromptCacheSettings> {
  const settings = z.strictObject({
    keyEnv: z
      .string('the name of a variable')
      .min(1, 'the name of a variable')
      .describe('The variable that holds the key of the hashes, in base64. Default: a key of its own for each process.')
      .exactOptional(),
  } satisfies Record<keyof PromptCacheSettings, unknown>)
  return z
    .union([z.boolean(), settings], 'true, false or an object')
    .describe('Says why prompts are not read from the caches of providers, and what that cost. Default: false.')
}
