/** What every measured call asks. */
export const PROMPT = {
  system: 'You answer in one paragraph.',
  user: 'Why is the sky blue at noon and red in the evening?',
} as const

/** What an answer says that is not streamed. */
export const ANSWER: string =
  'Air scatters short waves of light more than long ones, and the light of noon has the shorter way through it. '.repeat(
    8,
  )
