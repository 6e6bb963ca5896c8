import { createLedger } from '@costspan/cli'
import fc from 'fast-check'
import { expect } from 'vitest'
import { HttpRefusal } from '../../../packages/cli/src/receiver/http-refusal.ts'
import { OTLP_ENCODINGS, otlpJson } from '../../../packages/cli/src/receiver/otlp-encoding.ts'
import { TraceExportSchema } from '../../../packages/cli/src/receiver/otlp/otlp_pb.ts'
import { SIGNALS } from '../../../packages/cli/src/receiver/signals.ts'
import call from '../../unit/cli/call-export.json' with { type: 'json' }
import type { FuzzTarget } from '../fuzz-target.ts'
import { mutatedBytes, mutatedJson, mutatedText } from '../mutated.ts'

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)

const json = JSON.stringify(call)
const binary = OTLP_ENCODINGS.map((encoding) =>
  encoding.encode(TraceExportSchema, otlpJson.decode(TraceExportSchema, bytesOf(json))),
)

const body: fc.Arbitrary<Uint8Array> = fc.oneof(
  mutatedJson([call]).map((value) => bytesOf(JSON.stringify(value) ?? '')),
  mutatedText([json]).map(bytesOf),
  mutatedBytes(binary),
  fc.uint8Array({ maxLength: 200 }),
)

/** What a receiver is sent is taken, or refused with a reason; it is never a failure of the receiver. */
export const otlpExports: FuzzTarget = {
  name: 'an OTLP export in JSON or protobuf is taken into the ledger or refused',
  property: fc.property(
    body,
    fc.constantFrom(...OTLP_ENCODINGS),
    fc.constantFrom(...SIGNALS.values()),
    (bytes, encoding, accept) => {
      const ledger = createLedger()
      try {
        expect(accept(encoding, bytes, ledger)).toBeInstanceOf(Uint8Array)
      } catch (error) {
        if (!(error instanceof HttpRefusal)) throw error
        expect(error.statusCode).toBe(400)
      }
      const negative = ledger.calls().filter(({ nanoUsd = 0n }) => nanoUsd < 0n)
      expect(negative).toEqual([])
    },
  ),
}
