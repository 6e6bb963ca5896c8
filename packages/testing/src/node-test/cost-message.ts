/** How a diagnostic of a test that is a cost begins; the cost follows as JSON. */
export const COST_MESSAGE = 'costspan.test.cost '
