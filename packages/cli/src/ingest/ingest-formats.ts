import { anthropicUsage } from './formats/anthropic-usage.ts'
import { langfuse } from './formats/langfuse.ts'
import { litellm } from './formats/litellm.ts'
import { openaiUsage } from './formats/openai-usage.ts'
import { otlpLines } from './formats/otlp-lines.ts'
import type { IngestFormat } from './ingest-format.ts'

/** All formats that `costspan ingest` reads. */
export const INGEST_FORMATS: readonly IngestFormat[] = [otlpLines, litellm, langfuse, openaiUsage, anthropicUsage]
