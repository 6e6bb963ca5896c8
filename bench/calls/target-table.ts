import { markdownTable } from '../report/markdown-table.ts'
import { type Spread, spreadOfProcesses } from '../report/statistics.ts'
import type { VariantName } from '../variants/variants.ts'
import { addedMicros, bareMicros } from './added-micros.ts'
import type { CallFigures } from './measure-calls.ts'
import { measuredSdks, type SdkName } from './measured-sdks.ts'

/** Ours against all others, as ratios of the time that is added to a chat call, and what they are held to. */
export function targetTable(sdk: SdkName, figures: readonly CallFigures[]): string {
  const bare = bareMicros(figures)
  const spreads = new Map(
    figures.map((found) => [found.name, spreadOfProcesses(addedMicros(found, 'chat', bare))] as const),
  )
  const titles = new Map(figures.map(({ name, title }) => [name, title]))
  const rows = pairs(figures).flatMap(([one, other]) => {
    const [ours, theirs] = [spreads.get(one), spreads.get(other)]
    if (ours === undefined || theirs === undefined) return []
    const fastest = (ours.lowerDecile / theirs.lowerDecile).toFixed(2)
    const target = TARGETS[sdk][`${one} / ${other}`] ?? '-'
    return [[`${titles.get(one)} / ${titles.get(other)}`, ratio(ours, theirs), fastest, target]]
  })
  return [
    `### ${measuredSdks[sdk].title}: ours against the others, time added to a chat call\n`,
    markdownTable(['ratio', 'of medians', 'of the fastest tenths', 'target'], rows),
  ].join('\n')
}

type Pair = readonly [ours: VariantName, theirs: VariantName]

/** What is compared: ours with each of the others, first as it comes, then without the spans that the SDK makes by itself. */
function pairs(figures: readonly CallFigures[]): readonly Pair[] {
  const others = figures.map(({ name }) => name).filter((name) => name !== 'bare' && !OURS.has(name))
  return [...OURS].flatMap((ours) => others.map((theirs): Pair => [ours, theirs]))
}

const OURS: ReadonlySet<VariantName> = new Set(['costspan', 'costspan-without-native'])

type Targets = Readonly<Partial<Record<`${VariantName} / ${VariantName}`, string>>>

const OPENAI_TARGETS: Targets = {
  'costspan / floor': 'at most 1.2',
  'costspan / openlit': 'at most 0.7',
  'costspan / opentelemetry': 'at most 1',
}

const TARGETS: Readonly<Record<SdkName, Targets>> = {
  'openai-6': OPENAI_TARGETS,
  'openai-7': OPENAI_TARGETS,
  'anthropic-1': {
    'costspan / floor-on-native': 'at most 1.2',
    'costspan-without-native / floor': 'at most 1.2',
    'costspan-without-native / openlit': 'at most 0.7',
  },
}

function ratio(one: Spread, other: Spread): string {
  const value = one.median / other.median
  const error = value * Math.hypot(one.standardError / one.median, other.standardError / other.median)
  return `${value.toFixed(2)} ±${error.toFixed(2)}`
}
