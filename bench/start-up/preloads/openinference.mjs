// OpenInference patches the module by hand, as its documentation says of ESM: the loader hook that it brings is too old for it.
import './otel-sdk.mjs'
import { withSdkOfApplication } from './sdk-of-application.mjs'

const { OpenAIInstrumentation, OpenAI } = await withSdkOfApplication('openai', async () => ({
  ...(await import('@arizeai/openinference-instrumentation-openai')),
  ...(await import('openai')),
}))
new OpenAIInstrumentation().manuallyInstrument(OpenAI)
