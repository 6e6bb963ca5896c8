/** What makes a prefix another one in each call, without anybody meaning to change it. */
export type VolatileText = 'timestamp' | 'random_id'

const TIMESTAMP =
  /\d{4}-\d{2}-\d{2}|\b\d{1,2}:\d{2}(?::\d{2})?\b|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b|\b1[5-9]\d{8}(?:\d{3})?\b|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\b(?:January|February|March|April|June|July|August|September|October|November|December)\b/u

const RANDOM_ID =
  /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b|\b(?=[0-9a-z]*\d)(?=[0-9a-z]*[a-z])[0-9a-z]{16,}\b/iu

/** Whether a piece of text holds the time, or an id that nobody gives twice. */
export function volatileText(text: string): VolatileText | undefined {
  if (TIMESTAMP.test(text)) return 'timestamp'
  return RANDOM_ID.test(text) ? 'random_id' : undefined
}
