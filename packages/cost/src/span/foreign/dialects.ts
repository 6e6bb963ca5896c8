import type { Attributes } from '@opentelemetry/api'
import * as semconv from '../../semconv.ts'
import type { Dialect } from './dialect.ts'
import { langfuse } from './langfuse.ts'
import { openInference } from './open-inference.ts'
import { openLlmetry } from './open-llmetry.ts'
import { vercelAi } from './vercel-ai.ts'

/** All dialects. To add one, write its file and its line here. */
const DIALECTS: readonly Dialect[] = [openInference, vercelAi, langfuse, openLlmetry]

/**
 * What a span says in the conventions' names: itself where it follows them, a translation where it speaks a dialect, undefined
 * where it is no call.
 */
export function inConventions(attributes: Attributes, spanName: string): Attributes | undefined {
  if (attributes[semconv.GEN_AI_OPERATION_NAME] !== undefined) return attributes
  return DIALECTS.find(({ speaks }) => speaks(attributes, spanName))?.translate(attributes, spanName)
}
