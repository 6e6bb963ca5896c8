/** On the span of a call that a recorded answer served: it has its price, and nobody paid it. */
export const REPLAYED = 'costspan.test.replayed'
