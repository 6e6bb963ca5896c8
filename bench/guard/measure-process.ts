/** One of several processes that reserve and settle on one Redis, whose URL is its argument. */
import { createRedisStore } from '@costspan/guard'
import { report } from '../report-to-parent.ts'
import { measurePairs } from './measure-pairs.ts'

report(await measurePairs('Redis on loopback', createRedisStore(process.argv[2] ?? ''), 40_000, 128))
