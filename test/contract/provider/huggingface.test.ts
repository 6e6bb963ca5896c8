import { huggingface } from '../../../packages/instrumentation/src/providers/huggingface/provider.ts'
import { providerCases } from './provider-cases.ts'
import { providerContract } from './provider-contract.ts'

providerContract({ provider: huggingface, cases: providerCases('huggingface') })
