/**
 * How do I switch it on? `register()` in code, or `node --import @costspan/node/register app.mjs` without any.
 *
 * ```ts
 * import { register } from '@costspan/node'
 *
 * const telemetry = register()
 * await telemetry.shutdown()
 * ```
 *
 * @module
 */
export { register, type RegisterOptions } from './register.ts'
export type { Telemetry } from './telemetry.ts'
