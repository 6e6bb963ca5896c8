import type { Exchange } from '../exchange.ts'

/** The model that the path names: `gemini-2.5-flash` of `.../models/gemini-2.5-flash:generateContent`. */
export function modelOf({ path }: Exchange): string {
  return /\/models\/([^/:]+)(?::[^/]*)?$/.exec(path)?.[1] ?? ''
}
