/** Which features may be answered by a cheaper model when a budget runs low, and by which. */
export interface DowngradeRoute {
  /** The features that may be downgraded. A feature that no route names is never touched. */
  readonly features: readonly string[]
  /** Models of one provider, dearest first: a call of one of them may go to one that stands behind it. */
  readonly models: readonly string[]
}

/**
 * Checks routes that came from a file or from code.
 *
 * @throws TypeError naming the route that is wrong
 */
export function checkedRoutes(routes: readonly DowngradeRoute[]): readonly DowngradeRoute[] {
  routes.forEach(({ features, models }, index) => {
    if (!isTexts(features, 1)) {
      throw new TypeError(`routes[${index}].features must be a list of features, got ${JSON.stringify(features)}`)
    }
    if (!isTexts(models, 2)) {
      throw new TypeError(
        `routes[${index}].models must be two models or more, dearest first, got ${JSON.stringify(models)}`,
      )
    }
  })
  return routes
}

function isTexts(value: unknown, fewest: number): boolean {
  return (
    Array.isArray(value) && value.length >= fewest && value.every((each) => typeof each === 'string' && each !== '')
  )
}
