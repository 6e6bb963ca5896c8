/** The custom property of the colour that a stack has by its rank, dearest first. */
export function stackColour(rank: number): string {
  return rank < COLOURS ? `--series-${rank + 1}` : '--series-others'
}

const COLOURS = 6
