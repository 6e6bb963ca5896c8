import { abortedStream } from './cases/aborted-stream.ts'
import { parallelCalls } from './cases/parallel-calls.ts'
import { plainCall } from './cases/plain-call.ts'
import { restart } from './cases/restart.ts'
import { streamedCall } from './cases/streamed-call.ts'
import { unknownModel } from './cases/unknown-model.ts'
import type { TortureCase } from './torture-case.ts'

/** All cases. To add one, write its file and its line here. */
export const cases: readonly TortureCase[] = [
  plainCall,
  streamedCall,
  unknownModel,
  parallelCalls,
  restart,
  abortedStream,
]
