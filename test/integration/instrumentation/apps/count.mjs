import { createUsageEstimator } from '@costspan/instrumentation'

const estimator = createUsageEstimator()
estimator.estimate({ model: 'gpt-4o', prompt: undefined, generated: 'one two six' }, ({ output }) =>
  console.log(`${output} tokens`),
)
await estimator.flush(20_000)
