import type { Behaviour } from '../behaviour.ts'
import type { ServedUsage } from '../served-usage.ts'

/** Usage as chat completions and legacy completions report it. */
export function completionUsage(usage: ServedUsage, behaviour: Behaviour): unknown {
  if (behaviour.rawUsage !== undefined) return behaviour.rawUsage
  return {
    prompt_tokens: usage.input,
    completion_tokens: usage.output,
    total_tokens: usage.input + usage.output,
    prompt_tokens_details: {
      cached_tokens: usage.cacheRead,
      audio_tokens: usage.inputAudio,
      ...(usage.cacheWrite > 0 && { cache_write_tokens: usage.cacheWrite }),
      ...(usage.inputImage > 0 && { image_tokens: usage.inputImage }),
    },
    completion_tokens_details: {
      reasoning_tokens: usage.reasoning,
      audio_tokens: usage.outputAudio,
      accepted_prediction_tokens: usage.acceptedPrediction,
      rejected_prediction_tokens: usage.rejectedPrediction,
    },
  }
}

/** Usage as the Responses API reports it. */
export function responseUsage(usage: ServedUsage, behaviour: Behaviour): unknown {
  if (behaviour.rawUsage !== undefined) return behaviour.rawUsage
  return {
    input_tokens: usage.input,
    input_tokens_details: { cached_tokens: usage.cacheRead, cache_write_tokens: usage.cacheWrite },
    output_tokens: usage.output,
    output_tokens_details: { reasoning_tokens: usage.reasoning },
    total_tokens: usage.input + usage.output,
  }
}
