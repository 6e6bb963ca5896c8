import type { VideoCreateParams } from 'openai/resources/videos'
import type { CallResponse, Operation } from '../../provider.ts'
import { operation } from '../../provider.ts'
import * as semconv from '../../semconv.ts'

/** A video job, as it is when it was accepted. */
interface VideoAnswer {
  readonly id?: string
  readonly model?: string
  readonly status?: string
  /** Seconds, as text. */
  readonly seconds?: string | number | null
  /** Width x height. */
  readonly size?: string | null
}

/** Those that make a video as long as the job says. Of an extension the job says the length of the whole. */
const METHODS = ['create', 'remix', 'edit'] as const

/**
 * https://platform.openai.com/docs/api-reference/videos, seen 2026-11. A video is billed by its seconds and size, which the
 * job says when it is accepted; the job works on after that.
 */
export const videos: readonly Operation[] = METHODS.map((name) =>
  operation<VideoCreateParams, VideoAnswer>({
    name: 'video_generation',
    method: `OpenAI.Videos.prototype.${name}`,
    constants: { [semconv.GEN_AI_OUTPUT_TYPE]: 'video' },
    request: [],
    maxOutputTokens: () => 0,
    response: readVideo,
  }),
)

function readVideo({ id, model, status, seconds, size }: VideoAnswer): CallResponse {
  const count = Number(seconds)
  const isBilled = status !== 'failed' && seconds != null && Number.isFinite(count)
  return {
    id,
    model,
    units: isBilled ? { [size == null ? 'video_seconds' : `video_seconds.${size}`]: count } : undefined,
    errorType: status === 'failed' ? 'failed' : undefined,
  }
}
