/**
 * A local server that speaks the wire formats of OpenAI and Anthropic, scripted by each request, with its own bill.
 * It shares no code with the packages that it checks.
 *
 * @module
 */
export { type FakeProvider, type FakeProviderOptions, startFakeProvider } from './fake-provider.ts'
export { fakeHeaders } from './fake-headers.ts'
export type { Behaviour, ToolCall } from './behaviour.ts'
export type { Bill, BillLine, UnpricedCall } from './bill.ts'
export type { Delivery } from './delivery.ts'
export type { RequestMatch } from './script-queue.ts'
export type { ServedUsage } from './served-usage.ts'
export type { ReceivedRequest } from './session.ts'
