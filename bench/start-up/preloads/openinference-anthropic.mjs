// OpenInference for Anthropic, by hand as its documentation says of ESM. The SDK's own spans are off, or there would be two of a call.
import './otel-sdk.mjs'
import { withSdkOfApplication } from './sdk-of-application.mjs'

process.env.ANTHROPIC_OPEN_TELEMETRY = 'false'
const { AnthropicInstrumentation, Anthropic } = await withSdkOfApplication('@anthropic-ai/sdk', async () => ({
  ...(await import('@arizeai/openinference-instrumentation-anthropic')),
  ...(await import('@anthropic-ai/sdk')),
}))
new AnthropicInstrumentation().manuallyInstrument(Anthropic)
