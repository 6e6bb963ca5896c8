/** Names come from outside, so the memory of them must not grow without end, neither in number nor in length. */
const MOST_NAMES = 2_000
const LONGEST_NAME = 500

/** The same function of a name, which for names that came lately gives what it gave then. */
export function remember<Answer>(answerTo: (name: string) => Answer): (name: string) => Answer {
  let answers = new Map<string, Answer>()
  return (name) => {
    const known = answers.get(name)
    if (known !== undefined) return known
    const answer = answerTo(name)
    if (name.length > LONGEST_NAME) return answer
    if (answers.size >= MOST_NAMES) answers = new Map()
    answers.set(name, answer)
    return answer
  }
}
