const CARDINALS: readonly string[] = [
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen',
  'eighteen nineteen twenty',
]
  .join(' ')
  .split(' ')

const LARGER: Readonly<Record<string, string>> = {
  thirty: '30',
  forty: '40',
  fifty: '50',
  sixty: '60',
  seventy: '70',
  eighty: '80',
  ninety: '90',
  hundred: 'x100',
  thousand: 'x1000',
  million: 'x1000000',
  billion: 'x1000000000',
  dozen: 'x12',
  half: '1/2',
  quarter: '1/4',
  once: '1 time',
  twice: '2 times',
  thrice: '3 times',
  single: '1',
  double: 'x2',
  triple: 'x3',
}

/** Ordinals in words and in digits, in one spelling. */
export const ORDINALS: ReadonlyMap<string, string> = new Map([
  ...['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth'].map(
    (word, index) => [word, `#${index + 1}`] as const,
  ),
  ...Array.from({ length: 100 }, (_, index) => [`${index + 1}${ending(index + 1)}`, `#${index + 1}`] as const),
])

const WORDS: ReadonlyMap<string, string> = new Map([
  ...CARDINALS.map((word, value) => [word, String(value)] as const),
  ...Object.entries(LARGER),
  ...ORDINALS,
])

/** The number that a lower-case word stands for, in digits; undefined of other words. */
export function numberWord(word: string): string | undefined {
  return WORDS.get(word)
}

function ending(value: number): string {
  if (value % 100 >= 11 && value % 100 <= 13) return 'th'
  return ['th', 'st', 'nd', 'rd'][value % 10] ?? 'th'
}
