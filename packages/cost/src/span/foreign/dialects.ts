import type { Attributes } from '@opentelemetry/api'
import * as semconv from '../../semconv.ts'
import type { Dialect } from './dialect.ts'
import { langfuse } from './langfuse.ts'
import { openInference } from './open-inference.ts'
import { openLlmetry } from './open-llmetry.ts'
import { vercelAi } from './vercel-ai.ts'

/**
 * What a span says in the conventions' names: itself where it follows them, a translation where it speaks a dialect, undefined
 * where it is no call.
 */
export function inConventions(attributes: Attributes, spanName: string): Attributes | undefined {
  if (attributes[semconv.GEN_AI_OPERATION_NAME] !== undefined) return attributes
  return dialectOf(attributes)?.translate(attributes, spanName)
}

/**
 * All dialects. To add one, write its file and its line here.
 *
 * They are no list to go through, because every span of the application is asked: a call by name the compiler can put in place,
 * and then asking takes no time that can be measured.
 */
function dialectOf(attributes: Attributes): Dialect | undefined {
  if (openInference.speaks(attributes)) return openInference
  if (vercelAi.speaks(attributes)) return vercelAi
  if (langfuse.speaks(attributes)) return langfuse
  if (openLlmetry.speaks(attributes)) return openLlmetry
  return undefined
}
