import { vercelAi } from '../../../packages/instrumentation/src/providers/vercel-ai/provider.ts'
import { providerCases } from './provider-cases.ts'
import { providerContract } from './provider-contract.ts'

// One package stands for all: they differ in their names alone.
for (const provider of vercelAi.slice(0, 1))
  providerContract({ provider, cases: providerCases('../frameworks/vercel-ai') })
