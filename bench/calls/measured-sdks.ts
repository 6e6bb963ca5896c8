import { anthropic1 } from './anthropic/anthropic-calls.ts'
import type { MeasuredSdk } from './measured-sdk.ts'
import { openai6, openai7 } from './openai/openai-calls.ts'

/** All SDKs that are measured, by the folder of `bench/sdk` that has them. */
export const measuredSdks = {
  'openai-6': openai6,
  'openai-7': openai7,
  'anthropic-1': anthropic1,
} as const satisfies Readonly<Record<string, MeasuredSdk>>

export type SdkName = keyof typeof measuredSdks
