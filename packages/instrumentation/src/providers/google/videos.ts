import type { GenerateVideosParameters } from '@google/genai'
import { type CallResponse, type Operation, operation } from '../../provider.ts'
import * as semconv from '../../semconv.ts'

/** A video job, as it is when it was accepted. */
interface VideoAnswer {
  readonly name?: string | null
  readonly error?: unknown
}

/** Seconds of a video whose request says nothing: https://ai.google.dev/gemini-api/docs/video, seen 2026-11. */
const DEFAULT_SECONDS = 8

/** Veo bills seconds by resolution. The request says both when the job is accepted; the job works on after that. */
export const videos: Operation = operation<GenerateVideosParameters, VideoAnswer>({
  name: 'video_generation',
  method: 'Models.prototype.generateVideosInternal',
  constants: { [semconv.GEN_AI_OUTPUT_TYPE]: 'video' },
  request: [[semconv.GEN_AI_REQUEST_CHOICE_COUNT, ['config', 'numberOfVideos'], 'number']],
  maxOutputTokens: () => 0,
  response: readVideos,
})

function readVideos({ name, error }: VideoAnswer, { config }: GenerateVideosParameters): CallResponse {
  const isRefused = error !== null && error !== undefined
  const seconds = (config?.durationSeconds ?? DEFAULT_SECONDS) * (config?.numberOfVideos ?? 1)
  const unit = config?.resolution === undefined ? 'video_seconds' : `video_seconds.${config.resolution}`
  return {
    id: name ?? undefined,
    units: isRefused ? undefined : { [unit]: seconds },
    errorType: isRefused ? 'failed' : undefined,
  }
}
