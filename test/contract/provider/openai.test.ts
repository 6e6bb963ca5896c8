import { openai } from '../../../packages/instrumentation/src/providers/openai/provider.ts'
import { providerCases } from './provider-cases.ts'
import { providerContract } from './provider-contract.ts'

providerContract({ provider: openai, cases: providerCases('openai') })
