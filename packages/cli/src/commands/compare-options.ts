/** The options of `costspan whatif` and `costspan reprice` alike. */
export const COMPARE_OPTIONS = {
  config: { type: 'string' },
  feature: { type: 'string', multiple: true },
  team: { type: 'string', multiple: true },
  tenant: { type: 'string', multiple: true },
  user: { type: 'string', multiple: true },
  service: { type: 'string', multiple: true },
} as const
