import { LogExportAnswerSchema, LogExportSchema } from './otlp/otlp_pb.ts'
import type { AcceptExport } from './accept-export.ts'

/** Takes logs and drops them, because a sender that has one endpoint for all signals would otherwise report errors forever. */
export const acceptLogs: AcceptExport = (encoding, body) => {
  encoding.decode(LogExportSchema, body)
  return encoding.encode(LogExportAnswerSchema, {})
}
