import { googleGenerativeAi } from '../../../packages/instrumentation/src/providers/google-generative-ai/provider.ts'
import { providerCases } from './provider-cases.ts'
import { providerContract } from './provider-contract.ts'

providerContract({ provider: googleGenerativeAi, cases: providerCases('google-generative-ai') })
