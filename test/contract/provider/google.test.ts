import { google } from '../../../packages/instrumentation/src/providers/google/provider.ts'
import { providerCases } from './provider-cases.ts'
import { providerContract } from './provider-contract.ts'

providerContract({ provider: google, cases: providerCases('google') })
