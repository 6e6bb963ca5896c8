import fc from 'fast-check'

/** A message in the form of OpenAI's chat completions, or of Anthropic's messages. */
export type AnyMessage = Readonly<Record<string, unknown>>

/** A conversation in one of the two forms: turns of text, pictures and tools, in any number. */
export function anyConversation(): fc.Arbitrary<readonly AnyMessage[]> {
  return fc.oneof(openaiConversation(), anthropicConversation())
}

const word = fc.constantFrom('sky', 'blue', 'why', 'refund', 'order 48213', 'über', '雲', '`code()`', '\n')
const text = fc.array(word, { minLength: 1, maxLength: 40 }).map((words) => words.join(' '))
const image = fc.constantFrom('low', 'high').map((detail) => ({
  type: 'image_url',
  image_url: { url: 'https://example.com/a.png', detail },
}))

function openaiConversation(): fc.Arbitrary<readonly AnyMessage[]> {
  const user = fc.oneof(
    { weight: 4, arbitrary: text.map((content) => ({ role: 'user', content })) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(text, image)
        .map(([said, picture]) => ({ role: 'user', content: [{ type: 'text', text: said }, picture] })),
    },
  )
  const tools = fc.array(fc.tuple(text, text), { minLength: 1, maxLength: 3 }).map((calls) => [
    {
      role: 'assistant',
      content: null,
      tool_calls: calls.map(([given], at) => ({
        id: `call_${at}`,
        type: 'function',
        function: { name: 'search', arguments: JSON.stringify({ given }) },
      })),
    },
    ...calls.map(([, result], at) => ({ role: 'tool', tool_call_id: `call_${at}`, content: result })),
  ])
  const answer = text.map((content) => [{ role: 'assistant', content }])
  const turn = fc
    .tuple(user, fc.array(fc.oneof(tools, answer), { maxLength: 3 }))
    .map(([asked, rest]): readonly AnyMessage[] => [asked, ...rest.flat()])
  return fc
    .tuple(fc.option(text), fc.array(turn, { minLength: 1, maxLength: 6 }))
    .map(([system, turns]) =>
      withOwnIds([...(system === null ? [] : [{ role: 'system', content: system }]), ...turns.flat()]),
    )
}

function anthropicConversation(): fc.Arbitrary<readonly AnyMessage[]> {
  const user = text.map((content): readonly AnyMessage[] => [{ role: 'user', content }])
  const answer = text.map((said): readonly AnyMessage[] => [
    { role: 'assistant', content: [{ type: 'text', text: said }] },
  ])
  const tools = fc.tuple(text, text, fc.boolean()).map(([given, result, saysMore]): readonly AnyMessage[] => [
    { role: 'assistant', content: [{ type: 'tool_use', id: 'call_0', name: 'search', input: { given } }] },
    {
      role: 'user',
      content: [
        { type: 'tool_result', tool_use_id: 'call_0', content: result },
        ...(saysMore ? [{ type: 'text', text: 'And now?' }] : []),
      ],
    },
  ])
  return fc
    .tuple(user, fc.array(fc.oneof(user, answer, tools), { maxLength: 14 }))
    .map(([first, rest]) => withOwnIds([first, ...rest].flat()))
}

/** Ids are made new in each round of tools, so that no two rounds share them. */
function withOwnIds(messages: readonly AnyMessage[]): readonly AnyMessage[] {
  let round = 0
  return messages.map((message) => {
    if (JSON.stringify(message).includes('"id":"call_')) round += 1
    return JSON.parse(JSON.stringify(message).replaceAll('"call_', `"call_${round}_`)) as AnyMessage
  })
}
