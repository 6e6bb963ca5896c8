import type { AskedQuestion } from './asked-question.ts'

/** Longer texts are documents rather than questions: encoders see their beginning, and words alike prove nothing. */
const MOST_CHARACTERS = 1_000

/** What is asked with these has another answer at another time. */
const MOMENT =
  /(?<![\p{L}\p{N}])(?:now|today|tonight|yesterday|tomorrow|currently|current|latest|newest|recent|recently|lately|at the moment|right now|so far|this (?:morning|afternoon|evening|week|month|quarter|year)|(?:last|next) (?:night|week|month|quarter|year)|(?:days?|weeks?|months?|years?) ago)(?![\p{L}\p{N}])/iu

/** Why a question is not compared with others; undefined where it may be. */
export function unfitQuestion(asked: AskedQuestion | undefined, maxTurns: number): string | undefined {
  if (asked === undefined) return 'its last message is not text of the user alone'
  if (asked.turns > maxTurns) return 'its conversation is longer than one that is compared'
  if (asked.text.trim() === '') return 'it asks nothing'
  if (asked.text.length > MOST_CHARACTERS) return 'its question is too long to be compared'
  return MOMENT.test(asked.text) ? 'it asks for what is so at the moment' : undefined
}
