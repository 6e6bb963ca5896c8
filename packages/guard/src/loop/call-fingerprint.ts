import { createHash } from 'node:crypto'
import type { RequestBody } from '../http/wire-call.ts'

/** What differs from call to call though nothing else does. */
const IDS: ReadonlySet<string> = new Set([
  'id',
  'call_id',
  'tool_call_id',
  'tool_use_id',
  'toolCallId',
  'created',
  'created_at',
  'completed_at',
  'usage',
  'usageMetadata',
  'system_fingerprint',
  'metadata',
  'cache_control',
  'request_id',
  'obfuscation',
])

/** The last messages are what a call asks anew; those before are the same in every turn, and only more of them. */
const TAIL_LENGTH = 2

/** A hash of what a call asks: its model, and the end of the conversation, which in an agent is a tool's call and result. */
export function callFingerprint(model: string, body: RequestBody): string {
  const conversation = body['messages'] ?? body['input'] ?? body['contents'] ?? body['prompt']
  const tail = Array.isArray(conversation) ? conversation.slice(-TAIL_LENGTH) : conversation
  return fingerprint([model, tail])
}

/** A hash of an answer, without the ids and times that are new each time. No text is kept. */
export function fingerprint(value: unknown): string {
  const text = JSON.stringify(value, (key, each: unknown) => (IDS.has(key) ? undefined : each)) ?? ''
  return createHash('sha256').update(text).digest('base64url').slice(0, 22)
}
