import { together } from '../../../packages/instrumentation/src/providers/together/provider.ts'
import { providerCases } from './provider-cases.ts'
import { providerContract } from './provider-contract.ts'

providerContract({ provider: together, cases: providerCases('together') })
