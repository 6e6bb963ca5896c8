import type { Refusal } from '../admission/refusal.ts'
import { refusalData, refusalMessage } from '../http/refusal-text.ts'

/**
 * The error of a refused call, as Bedrock's own for a spent quota. The AWS SDK retries what it takes for throttling: by name,
 * and by status 429; this is neither.
 */
export function quotaError(refusal: Refusal): Error {
  return Object.assign(new Error(refusalMessage(refusal)), {
    name: 'ServiceQuotaExceededException',
    $fault: 'client',
    $metadata: { httpStatusCode: 400, attempts: 1, totalRetryDelay: 0 },
    ...refusalData(refusal),
  })
}
