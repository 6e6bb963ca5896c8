import { createHash } from 'node:crypto'
import type { CostContext } from '@costspan/cost'
import type { ForgottenAnswers } from '../answer-cache.ts'

/** The marks by which the answer to a call can be found again to be forgotten: the application's, its tenant's, its user's. */
export function answerTags({ tenant, user }: CostContext, tags: readonly string[]): readonly string[] {
  const marks = tags.map((tag) => mark('tag', tag))
  if (tenant !== undefined) marks.push(mark('tenant', tenant))
  if (user !== undefined) marks.push(mark('user', user))
  if (user !== undefined && tenant !== undefined) marks.push(mark('user', tenant, user))
  return [...new Set(marks)]
}

/** The mark of all answers that are to go. */
export function forgottenTag(what: ForgottenAnswers): string {
  if ('tag' in what) return mark('tag', what.tag)
  if ('user' in what) return what.tenant === undefined ? mark('user', what.user) : mark('user', what.tenant, what.user)
  return mark('tenant', what.tenant)
}

/** Ids of people do not belong into the keys of a store. */
function mark(...values: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(values)).digest('base64url').slice(0, 22)
}
