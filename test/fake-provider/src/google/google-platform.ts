import type { Exchange } from '../exchange.ts'

/** Whether a request is for Vertex AI, whose paths begin with a project. */
export function isVertex({ path }: Exchange): boolean {
  return path.includes('/projects/')
}
