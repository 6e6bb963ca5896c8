import fc from 'fast-check'

/** What breaks parsers: amounts that are none, texts where numbers are expected, names of prototypes, deep and long values. */
const strangeValue: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(null, true, '', '0', '-1', [], {}, [null], { length: -1 }),
  fc.constantFrom<unknown>(-1, 0, 1.5, 1e308, -1e308, Number.MAX_SAFE_INTEGER, 2 ** 53 + 2, 1e-320),
  fc.constantFrom<unknown>('__proto__', 'constructor', 'toString', 'NaN', 'Infinity', '1e999', '\u0000', '\ud800'),
  fc.integer(),
  fc.string({ maxLength: 20 }),
  fc.jsonValue({ maxDepth: 3 }),
)

interface Change {
  /** Which of all places in the value, counted on and on. */
  readonly place: number
  readonly kind: 'replace' | 'remove' | 'add'
  readonly value: unknown
}

const change: fc.Arbitrary<Change> = fc.record({
  place: fc.nat(10_000),
  kind: fc.constantFrom('replace', 'remove', 'add'),
  value: strangeValue,
})

/** JSON that is nearly one of these samples: some places in it are replaced, removed or doubled. */
export function mutatedJson(samples: readonly unknown[]): fc.Arbitrary<unknown> {
  return fc
    .tuple(fc.constantFrom(...samples), fc.array(change, { maxLength: 4 }))
    .map(([sample, changes]) => changes.reduce<unknown>(changed, structuredClone(sample)))
}

function changed(value: unknown, { place, kind, value: strange }: Change): unknown {
  const places = placesIn(value)
  const at = places[place % places.length]
  if (at === undefined) return strange
  const { container, key } = at
  if (kind === 'remove' && Array.isArray(container)) container.splice(Number(key), 1)
  else if (kind === 'remove') Reflect.deleteProperty(container, key)
  else if (kind === 'add' && Array.isArray(container)) container.push(strange)
  else Object.defineProperty(container, kind === 'add' ? `${key}_x` : key, { value: strange, ...PLAIN })
  return value
}

const PLAIN = { writable: true, enumerable: true, configurable: true }

function placesIn(value: unknown): { container: object; key: string }[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, child]) => [{ container: value, key }, ...placesIn(child)])
}

/** Bytes that are nearly one of these samples: cut at any byte, with some bytes overwritten. */
export function mutatedBytes(samples: readonly Uint8Array[]): fc.Arbitrary<Uint8Array> {
  const writes = fc.array(fc.tuple(fc.nat(100_000), fc.nat(255)), { maxLength: 6 })
  return fc.tuple(fc.constantFrom(...samples), fc.option(fc.nat(100_000)), writes).map(([sample, cut, written]) => {
    const bytes = sample.slice(0, cut === null ? undefined : cut % (sample.length + 1))
    for (const [place, byte] of written) if (bytes.length > 0) bytes[place % bytes.length] = byte
    return bytes
  })
}

/** Text that is nearly one of these samples, with anything put into it anywhere. */
export function mutatedText(samples: readonly string[]): fc.Arbitrary<string> {
  const insert = fc.tuple(fc.nat(100_000), fc.nat(20), fc.oneof(fc.string({ maxLength: 8 }), punctuation))
  return fc.tuple(fc.constantFrom(...samples), fc.array(insert, { maxLength: 4 })).map(([sample, inserts]) =>
    inserts.reduce((text, [place, removed, added]) => {
      const at = place % (text.length + 1)
      return text.slice(0, at) + added + text.slice(at + removed)
    }, sample),
  )
}

const punctuation = fc.constantFrom(
  '"',
  ',',
  '\n',
  '\r\n',
  ':',
  '- ',
  '  ',
  '&a ',
  '*a',
  '!!js ',
  '{',
  '}',
  '[',
  '%',
  '=',
  ';',
)
