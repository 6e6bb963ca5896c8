import type { BillLine } from './bill.ts'

/** Charged calls by model and tier, as reports of usage and costs group them. */
export function billGroups(lines: readonly BillLine[]): readonly (readonly BillLine[])[] {
  const groups = new Map<string, BillLine[]>()
  for (const line of lines) {
    const key = `${line.model} ${line.serviceTier}`
    groups.set(key, [...(groups.get(key) ?? []), line])
  }
  return [...groups.values()]
}

export function sumOf(lines: readonly BillLine[], of: (line: BillLine) => number): number {
  return lines.reduce((total, line) => total + of(line), 0)
}
