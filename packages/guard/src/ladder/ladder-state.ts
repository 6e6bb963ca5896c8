/** A rung of a budget's ladder that a call has reached, and asks something of it. */
export interface LadderState {
  readonly budget: string
  readonly action: 'downgrade'
  /** Where the rung stands, in percent of the limit. */
  readonly atPercent: number
  /** What is spent and held, in percent of the limit, without the call itself. */
  readonly usedPercent: number
  /** False below the rung: told too, so that whoever acts on it can leave it later than he entered (hysteresis). */
  readonly reached: boolean
}
