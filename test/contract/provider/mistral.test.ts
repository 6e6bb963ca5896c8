import { mistral } from '../../../packages/instrumentation/src/providers/mistral/provider.ts'
import { providerCases } from './provider-cases.ts'
import { providerContract } from './provider-contract.ts'

providerContract({ provider: mistral, cases: providerCases('mistral') })
