import { anthropic } from '../../../packages/instrumentation/src/providers/anthropic/provider.ts'
import { providerCases } from './provider-cases.ts'
import { providerContract } from './provider-contract.ts'

providerContract({ provider: anthropic, cases: providerCases('anthropic') })
