/** What customers pay and what is paid around calls, for `costspan economics`. Nothing of it changes a call. */
export interface EconomicsSettings {
  /** What each user of a tier pays. Default: nothing is known of it. */
  readonly tiers?: readonly TierPriceSettings[]
  /** The margin to keep, for the limits that are suggested, such as `"70%"`. Default: 70 %. */
  readonly targetMargin?: string
  /** What a month costs beside calls. Default: nothing. */
  readonly costs?: readonly MonthlyCostSettings[]
}

export interface TierPriceSettings {
  /** The tier of the cost context. */
  readonly tier: string
  /** What one user pays for a month, in USD, such as `"$20"`. */
  readonly price: string | number
  /** How many pay. Default: as many as made calls. */
  readonly users?: number
}

export interface MonthlyCostSettings {
  /** `infrastructure` such as GPUs and storage, or `operational` such as people and tools. */
  readonly category: 'infrastructure' | 'operational'
  readonly name: string
  /** In USD, such as `"$500"`. */
  readonly month: string | number
}
