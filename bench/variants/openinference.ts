import { createRequire, registerHooks } from 'node:module'
import { pathToFileURL } from 'node:url'
import type { SdkName } from '../calls/measured-sdks.ts'
import { switchOffNativeTracing } from './native-tracing.ts'
import { createPipeline } from './pipeline.ts'
import type { Variant } from './variant.ts'

const NO_TOKENS_OF_STREAMS = 'records no tokens of a stream, of which it keeps a second copy'

/** OpenInference of Arize, a package for each SDK: spans with tokens and texts, neither metrics nor cost. */
export const openinference: Variant = {
  title: 'OpenInference',
  sdks: ['openai-6', 'openai-7', 'anthropic-1'],
  remarks: {
    'openai-6': NO_TOKENS_OF_STREAMS,
    'openai-7': NO_TOKENS_OF_STREAMS,
    'anthropic-1': "the SDK's own spans off, or each call would have two",
  },
  hasCost: false,
  switchOn(sdk) {
    switchOffNativeTracing()
    const { tracerProvider, ...pipeline } = createPipeline()
    if (sdk === 'anthropic-1') {
      const { AnthropicInstrumentation } = createRequire(import.meta.url)(
        '@arizeai/openinference-instrumentation-anthropic',
      )
      new AnthropicInstrumentation({ tracerProvider })
    } else {
      const { OpenAIInstrumentation } = requireBeside(sdk, '@arizeai/openinference-instrumentation-openai')
      new OpenAIInstrumentation({ tracerProvider })
    }
    return Promise.resolve(pipeline)
  },
}

/**
 * It compares the promises of the SDK with those of the `openai` that is installed beside itself. An application has one of
 * that name, and here are two: so it is shown the one that is measured.
 */
function requireBeside(sdk: SdkName, name: string): ReturnType<NodeJS.Require> {
  const measured = createRequire(new URL(`../sdk/${sdk}/package.json`, import.meta.url)).resolve('openai')
  const hooks = registerHooks({
    resolve: (specifier, context, next) =>
      specifier === 'openai'
        ? { url: pathToFileURL(measured).href, format: 'commonjs', shortCircuit: true }
        : next(specifier, context),
  })
  try {
    return createRequire(import.meta.url)(name)
  } finally {
    hooks.deregister()
  }
}
