import { groq } from '../../../packages/instrumentation/src/providers/groq/provider.ts'
import { providerCases } from './provider-cases.ts'
import { providerContract } from './provider-contract.ts'

providerContract({ provider: groq, cases: providerCases('groq') })
