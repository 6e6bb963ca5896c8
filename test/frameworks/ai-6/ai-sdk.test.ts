import { afterAll, beforeAll, describe } from 'vitest'
import { type AiSdk, describeAiSdk } from '../harness/ai-sdk-scenarios.ts'
import { type BillCheck, startBillCheck } from '../harness/bill-check.ts'
import { meteredSdk } from './sdk.ts'

let check: BillCheck
let sdk: AiSdk

beforeAll(async () => {
  check = await startBillCheck()
  sdk = meteredSdk(check)
}, 60_000)

afterAll(() => check.close())

describe('the AI SDK 6 with its telemetry off', () => {
  describeAiSdk({ check: () => check, sdk: () => sdk, telemetry: {} })
})

describe('the AI SDK 6 with its telemetry on', () => {
  describeAiSdk({ check: () => check, sdk: () => sdk, telemetry: { experimental_telemetry: { isEnabled: true } } })
})
