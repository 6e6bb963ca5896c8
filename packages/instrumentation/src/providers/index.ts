/**
 * What each provider's requests and answers mean, as data: for code that sees HTTP requests instead of calls of an SDK.
 *
 * ```ts
 * import { providers } from '@costspan/instrumentation/providers'
 *
 * const paths = providers.flatMap(({ operations }) => operations.flatMap(({ paths = [] }) => paths))
 * console.log(paths.includes('/chat/completions')) // true
 * ```
 *
 * @module
 */
export type { CallResponse, Operation, OperationName, Provider, StreamFold, TokenUsage } from '../provider.ts'
export { fromWire } from '../from-wire.ts'
export { providers } from '../providers.ts'
export { type ServedBy, servedBy } from '../call/served-by.ts'
