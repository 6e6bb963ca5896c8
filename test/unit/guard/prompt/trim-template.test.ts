import { template, templateText, trimTemplate } from '@costspan/guard'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

const CODE = '```py\nif  a:\n    Could you please  \n```'

describe('trimTemplate', () => {
  it("shortens the application's own text, and shows each change and what it saves", async () => {
    const prompt = template`Could you please answer  this.


In order to do so, read: ${'the question'}`
    expect(await trimTemplate(prompt)).toEqual({
      text: 'Answer this.\n\nTo do so, read: the question',
      template: { strings: ['Answer this.\n\nTo do so, read: ', ''], values: ['the question'] },
      tokensBefore: 17,
      tokensAfter: 11,
      changes: [
        { before: 'Could you please ', after: '' },
        { before: 'In order to ', after: 'To ' },
        { before: '  ', after: ' ' },
        { before: '\n\n\n', after: '\n\n' },
      ],
    })
  })

  it.each([
    ['code in a fence', CODE],
    ['a quotation', 'Say "Could you please  wait" to them.'],
    ['an indented line', 'Answer like this:\n    Could you please  wait'],
    ['a table', 'As a table:\n| a  | b   |\n| -- | --- |'],
    ['code in a line', 'Run `sleep   5`.'],
  ])('leaves %s as it is written', async (_, text) => {
    const { text: trimmed, changes } = await trimTemplate({ strings: [text], values: [] })
    expect([trimmed, changes]).toEqual([text, []])
  })

  it.each([
    ['a fence', template`\`\`\`py\nx = ${1}\nif  a:  # Could you please \n\`\`\`\nand  so`, '\nand so'],
    ['a longer fence', template`\`\`\`\`\n\`\`\`\nx  y ${1} x  y\n\`\`\`\`\nand  so`, '\nand so'],
    ['a fence of tildes', template`~~~\nx  y ${1} x  y\n~~~\nand  so`, '\nand so'],
    ['a fence in which a fence is filled in', template`~~~\n${CODE} x  y\n~~~\nand  so`, '\nand so'],
    ['a quotation', template`Say "${1} Could you please  wait" and  so`, ' and so'],
    ['a line of a table', template`| ${1} |  b |\nand  so`, '\nand so'],
    ['an indented line', template`  x ${1}  y\nand  so`, '\nand so'],
    ['code in a line', template`Run \`sleep ${1}  2\` and  so`, ' and so'],
  ])('leaves %s as it is written, though something is filled into it', async (_, prompt, end) => {
    const { text } = await trimTemplate(prompt)
    expect(text).toBe(`${templateText(prompt).slice(0, -' and  so'.length)}${end}`)
  })

  it('touches no space beside what is filled in, which may be of its own', async () => {
    const { text } = await trimTemplate(template`a  ${1}  b  c`)
    expect(text).toBe('a  1  b c')
  })

  it('keeps every character that stands for something else elsewhere', async () => {
    const { text } = await trimTemplate(template`\ue000 Kindly ${1} \ue001`, { phrases: { Kindly: '\ue002' } })
    expect(text).toBe('\ue000 \ue002 1 \ue001')
  })

  it('never touches what is filled in, whatever it is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), fc.constantFrom('Could you please  wait', CODE, '\n\n\n\n'), async (any, hard) => {
        const prompt = template`Please note that ${any}  and ${hard}`
        const { template: trimmed } = await trimTemplate(prompt, { countTokens: (texts) => texts.map(() => 1) })
        expect(trimmed.values).toEqual([any, hard])
        expect(templateText(trimmed)).toBe(`Note: ${any}  and ${hard}`)
      }),
    )
  })

  it('takes the phrases that it is given', async () => {
    const { text } = await trimTemplate(template`Kindly answer.`, { phrases: { 'Kindly ': '' } })
    expect(text).toBe('Answer.')
  })

  it.each([[{ '': 'x' }], [{ 'Kindly ': 1 }]])('takes no phrases like %j', async (phrases) => {
    await expect(trimTemplate(template`Kindly answer.`, { phrases: phrases as never })).rejects.toThrow(
      new TypeError(`phrases must be texts by the phrases that they replace, got ${JSON.stringify(phrases)}`),
    )
  })

  it('takes no plain text, of which nobody has said whose it is', async () => {
    await expect(trimTemplate('Could you please' as never)).rejects.toThrow('trimTemplate takes what template')
  })
})
