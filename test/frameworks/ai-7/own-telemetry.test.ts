import { afterAll, beforeAll, describe } from 'vitest'
import { type AiSdk, describeOwnTelemetry } from '../harness/ai-sdk-scenarios.ts'
import { type BillCheck, startBillCheck } from '../harness/bill-check.ts'
import { unmeteredSdk } from './sdk.ts'

let check: BillCheck
let sdk: AiSdk

beforeAll(async () => {
  check = await startBillCheck()
  sdk = unmeteredSdk(check)
}, 60_000)

afterAll(() => check.close())

describe('the telemetry of the AI SDK 7 without ours', () => {
  describeOwnTelemetry({ check: () => check, sdk: () => sdk, telemetry: {} })
})
