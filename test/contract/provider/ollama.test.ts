import { ollama } from '../../../packages/instrumentation/src/providers/ollama/provider.ts'
import { providerCases } from './provider-cases.ts'
import { providerContract } from './provider-contract.ts'

providerContract({ provider: ollama, cases: providerCases('ollama') })
