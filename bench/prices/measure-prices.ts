/** What a price costs to look up and apply, by ours and by other tools; and whether what they say is right. */
import { report } from '../report-to-parent.ts'
import { measureAll, type StepFigures } from './measure-all.ts'
import { MEASURED_MODELS } from './measured-models.ts'
import { PRICE_TOOLS } from './price-tools.ts'

export interface PriceFigures {
  readonly steps: readonly StepFigures[]
  readonly answers: readonly PriceAnswer[]
}

/** What the tools say that one call costs, in USD, in the order of `tools`. */
export interface PriceAnswer {
  readonly title: string
  readonly dueUsd?: number | undefined
  readonly tools: readonly { readonly name: string; readonly usd?: number | undefined }[]
}

const steps: Record<string, () => unknown> = {}
for (const call of MEASURED_MODELS) {
  for (const tool of PRICE_TOOLS) steps[`${tool.name}: ${call.title}`] = () => tool.price(call)
}
const answers = MEASURED_MODELS.map((call) => ({
  title: call.title,
  dueUsd: call.dueUsd,
  tools: PRICE_TOOLS.map((tool) => ({ name: tool.name, usd: tool.usd(call) })),
}))
report({ steps: await measureAll(steps), answers } satisfies PriceFigures)
