/** How good the answers of a feature were, by the model that gave them, as the application has judged them. */
export interface QualityWatch {
  record(feature: string, model: string, score: number): void
  /** Whether a model has answered a feature worse than another one has, by more than the allowed drop. */
  isWorse(feature: string, model: string, than: string): boolean
  forget(feature: string): void
}

/** Fewer judgements than this say nothing about a model. */
const FEWEST_SCORES = 20

/** A judgement counts so much less with each that comes after it: about the latest fifty decide. */
const FADING = 0.98

interface Scores {
  readonly count: number
  readonly weight: number
  readonly sum: number
}

const NO_SCORES: Scores = { count: 0, weight: 0, sum: 0 }

/** @throws TypeError when the allowed drop is not from 0 to 1 */
export function createQualityWatch(maxDrop: number): QualityWatch {
  if (!isShare(maxDrop)) {
    throw new TypeError(`maxQualityDrop must be a number from 0 to 1, got ${String(maxDrop)}`)
  }
  const features = new Map<string, Map<string, Scores>>()
  const scoresOf = (feature: string, model: string): Scores => features.get(feature)?.get(model) ?? NO_SCORES

  return {
    record(feature, model, score) {
      if (!isShare(score)) throw new TypeError(`score must be a number from 0 to 1, got ${String(score)}`)
      const { count, weight, sum } = scoresOf(feature, model)
      const models = features.get(feature) ?? new Map<string, Scores>()
      features.set(feature, models)
      models.set(model, { count: count + 1, weight: weight * FADING + 1, sum: sum * FADING + score })
    },
    isWorse(feature, model, than) {
      const [own, other] = [scoresOf(feature, model), scoresOf(feature, than)]
      if (own.count < FEWEST_SCORES || other.count < FEWEST_SCORES) return false
      return own.sum / own.weight < other.sum / other.weight - maxDrop
    },
    forget: (feature) => void features.delete(feature),
  }
}

function isShare(value: number): boolean {
  return typeof value === 'number' && value >= 0 && value <= 1
}
