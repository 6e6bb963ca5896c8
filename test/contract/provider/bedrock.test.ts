import { bedrock } from '../../../packages/instrumentation/src/providers/bedrock/provider.ts'
import { providerCases } from './provider-cases.ts'
import { providerContract } from './provider-contract.ts'

providerContract({ provider: bedrock, cases: providerCases('bedrock') })
