import { diag } from '@opentelemetry/api'

/** Reads of an answer what can be read. A provider may send what nobody expects, which the application may well be able to read. */
export function attempt<T>(step: () => T, otherwise: T): T {
  try {
    return step()
  } catch (problem) {
    diag.debug('costspan: an answer could not be read', problem)
    return otherwise
  }
}
