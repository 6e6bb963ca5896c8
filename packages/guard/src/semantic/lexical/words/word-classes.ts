/**
 * Word class: small words and names of times that decide what a question asks, so that two questions with others of one class
 * are never the same question, however much alike they sound.
 */
export type WordClass = 'negation' | 'time' | 'quantity' | 'direction' | 'unit' | 'asking' | 'person'

const WORDS: Readonly<Record<WordClass, string>> = {
  negation:
    'not no never none nobody nothing nowhere neither nor without except excluding unless non hardly lacking minus',
  time:
    'now today tonight yesterday tomorrow currently current latest recent recently lately soon already yet still again ago ' +
    'earlier later early late before after during since until till while past future previous next last upcoming former ' +
    'monday tuesday wednesday thursday friday saturday sunday weekday weekend january february march april may june july ' +
    'august september october november december spring summer autumn fall winter morning noon afternoon evening night ' +
    'midnight hourly daily weekly monthly quarterly yearly annual annually was were did had been will',
  quantity:
    'all any every each some many much most more few fewer less least several only both either half always usually often ' +
    'sometimes rarely seldom ever total average mean median sum count maximum minimum max min almost about exactly least ' +
    'top bottom entire whole just a-little',
  direction:
    'to from into onto out in on off over under above below between beneath behind beside inside outside up down left right ' +
    'north south east west northern southern eastern western than by with against via through toward towards upon at for ' +
    'around across within beyond per',
  unit:
    'usd eur gbp jpy chf cny inr cent percent % ‰ $ € £ ¥ ₹ kg g mg µg t pound ounce stone km m cm mm mile yard foot inch ' +
    'l ml gallon pint second minute hour day week month quarter year decade century ms kb mb gb tb byte bit celsius ' +
    'fahrenheit kelvin degree seconds minutes hours days weeks months quarters years decades feet inches miles pounds ounces gallons yards degrees mph kmh kwh watt volt amp calorie joule dollar euro yen ton gram litre metre',
  asking: 'who whom whose what which when where why how if whether can could may might must should shall would need',
  person:
    'i me my mine we us our ours you your yours he him his she her hers they them their theirs it its one someone everyone',
}

const CLASSES: ReadonlyMap<string, WordClass> = new Map(
  (Object.entries(WORDS) as [WordClass, string][])
    .toReversed()
    .flatMap(([name, words]) => words.split(' ').map((word) => [word, name] as const)),
)

/** The class of a canonical word; undefined of the many that have none. */
export function wordClass(word: string): WordClass | undefined {
  return CLASSES.get(word)
}
