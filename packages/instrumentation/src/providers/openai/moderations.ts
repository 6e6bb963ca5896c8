import type { Operation } from '../../provider.ts'
import { operation } from '../../provider.ts'

/** Moderation is free and reports no usage: https://platform.openai.com/docs/guides/moderation, seen 2026-11. */
export const moderations: Operation = operation<unknown, { readonly id?: string; readonly model?: string }>({
  name: 'moderation',
  method: 'OpenAI.Moderations.prototype.create',
  paths: ['/moderations'],
  request: [],
  response: ({ id, model }) => ({ id, model, usage: { input: 0, output: 0 } }),
})
