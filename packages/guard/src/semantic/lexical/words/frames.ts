/**
 * Frame: words around a question that say how it is asked, and not what. `how do I` and `what are the steps to` ask the same;
 * `how do you` does not, because then somebody else does it.
 */
const HOW = '‹how to›'

const HOW_FRAMES =
  'how do i,how can i,how to,what are the steps to,what steps do i take to,' +
  'what is the way to,what do i have to do to,what do i need to do to,what must i do to,show me how to,explain how to,' +
  'teach me how to,explain to me how to,how i can'

/** What nobody does by steps: `how do I look` asks for no way to look. */
export const NO_STEPS: ReadonlySet<string> = new Set(
  'look feel sound seem smell taste appear rank score compare do fit qualify count differ stand fare'.split(' '),
)

/** Phrases that stand for others, each with the words that stand for it. */
const FRAMES: readonly (readonly [phrases: string, stands: string])[] = [
  [HOW_FRAMES, HOW],
  ['where can i find,where do i find,where could i find', 'where find'],
  ['explain what', 'what'],
  ['can you explain,could you explain,would you explain,can you please explain,could you please explain', 'explain'],
  ['can you show me,could you show me,would you show me', 'show me'],
  ['can you give me,could you give me,would you give me', 'give me'],
]

/** What is said before a question that begins with another word for asking, such as `where`, or with whose it is. */
const OPENINGS =
  'tell me,can you tell me,could you tell me,would you tell me,can you please tell me,could you please tell me,' +
  'do you know,i would like to know,i want to know,i need to know,i was wondering,i be wondering,let me know'

/** Before these, what is asked for is something that there is. */
export const WHOSE: readonly string[] = ['the', 'my', 'your', 'our', 'his', 'her', 'their']

/** Only before these does an opening say nothing: `tell me a joke` is no question about jokes. */
export const AFTER_OPENING: ReadonlySet<string> = new Set(
  ['what', 'who', 'where', 'when', 'why', 'which', 'whether', 'if', 'how', HOW].concat(WHOSE),
)

/** A greeting, where a sign says that it is one. */
export const GREETING: RegExp =
  /^\s*(?:(?:hi|hello|hey|good (?:morning|afternoon|evening)|excuse me|sorry|thanks|quick question)(?: there| all| everyone)?\s*[,.!:–-]\s*)+/iu

/** Words that say nothing about what is asked, unless it is about words. */
export const EMPTY_WORDS: ReadonlySet<string> = new Set(['a', 'an', 'the', 'please', 'kindly'])

/** Where one of these stands, each word may be what is asked about. */
export const ABOUT_WORDS: ReadonlySet<string> = new Set(
  'mean means meaning word words say pronounce spell spelling translate translation grammar article articles vs versus between'.split(
    ' ',
  ),
)

/** Frames, the longest first. */
export const QUESTION_FRAMES: readonly (readonly [phrase: readonly string[], stands: readonly string[]])[] =
  FRAMES.flatMap(([phrases, stands]) =>
    phrases.split(',').map((phrase) => [phrase.split(' '), stands === HOW ? [HOW] : stands.split(' ')] as const),
  ).toSorted(([a], [b]) => b.length - a.length)

/** Openings, the longest first. */
export const QUESTION_OPENINGS: readonly (readonly string[])[] = OPENINGS.split(',')
  .map((phrase) => phrase.split(' '))
  .toSorted((a, b) => b.length - a.length)
