import { createUsageEstimator } from '@costspan/instrumentation'

const generated = 'The cost of a call is known when the last token has been read. '.repeat(100_000)
createUsageEstimator().estimate({ model: 'gpt-4o', prompt: undefined, generated }, () => console.log('counted'))
console.log('left')
