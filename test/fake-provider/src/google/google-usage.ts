import type { Behaviour } from '../behaviour.ts'
import type { Exchange } from '../exchange.ts'
import type { ServedUsage } from '../served-usage.ts'
import { isVertex } from './google-platform.ts'

/** How Vertex AI calls the tiers. */
const TRAFFIC: Readonly<Record<string, string>> = {
  standard: 'ON_DEMAND',
  priority: 'ON_DEMAND_PRIORITY',
  flex: 'ON_DEMAND_FLEX',
  provisioned_throughput: 'PROVISIONED_THROUGHPUT',
}

/** The usage of an answer, or of a stream until now: thoughts are no part of the candidates, and zeros are left out. */
export function usageMetadata(
  exchange: Exchange,
  usage: ServedUsage,
  behaviour: Behaviour,
): Readonly<Record<string, unknown>> | undefined {
  if (behaviour.rawUsage !== undefined) return (behaviour.rawUsage as Record<string, unknown> | null) ?? undefined
  const candidates = usage.output - usage.reasoning
  return withoutZeros({
    promptTokenCount: usage.input,
    cachedContentTokenCount: usage.cacheRead,
    candidatesTokenCount: candidates,
    totalTokenCount: usage.input + usage.output,
    promptTokensDetails: modalities(usage.input, usage.inputAudio, usage.inputImage),
    cacheTokensDetails: usage.cacheRead === 0 ? undefined : modalities(usage.cacheRead, 0, 0),
    candidatesTokensDetails:
      candidates === 0 ? undefined : modalities(candidates, usage.outputAudio, usage.outputImage),
    thoughtsTokenCount: usage.reasoning,
    trafficType: isVertex(exchange) ? TRAFFIC[behaviour.serviceTier ?? 'standard'] : undefined,
  })
}

interface ModalityCount {
  readonly modality: string
  readonly tokenCount: number
}

function modalities(total: number, audio: number, image: number): readonly ModalityCount[] {
  const counts = [
    { modality: 'TEXT', tokenCount: total - audio - image },
    { modality: 'AUDIO', tokenCount: audio },
    { modality: 'IMAGE', tokenCount: image },
  ]
  return counts.filter(({ tokenCount }) => tokenCount > 0)
}

function withoutZeros(fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== 0 && value !== undefined))
}
