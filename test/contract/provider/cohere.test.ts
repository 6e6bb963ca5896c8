import { cohere } from '../../../packages/instrumentation/src/providers/cohere/provider.ts'
import { providerCases } from './provider-cases.ts'
import { providerContract } from './provider-contract.ts'

providerContract({ provider: cohere, cases: providerCases('cohere') })
