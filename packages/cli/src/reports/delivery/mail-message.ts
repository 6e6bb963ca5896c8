import { createHash } from 'node:crypto'

/** A mail with the report as text and as HTML. */
export interface MailMessage {
  readonly from: string
  /** One address or several, separated by commas. */
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html: string
  readonly atMillis: number
}

/**
 * Writes a mail as programs that send mail take it (RFC 5322, RFC 2046): `costspan report --format mail ... | sendmail -t`.
 *
 * @throws TypeError when an address has a line end, which would be a header of its own
 */
export function mailMessage({ from, to, subject, text, html, atMillis }: MailMessage): string {
  const hash = createHash('sha256').update(html).digest('hex')
  const boundary = `costspan-${hash.slice(0, 24)}`
  const part = (type: string, body: string): string =>
    [
      `--${boundary}`,
      `Content-Type: ${type}; charset=utf-8`,
      'Content-Transfer-Encoding: base64',
      '',
      lines(body),
      '',
    ].join('\r\n')
  return [
    `From: ${address('from', from)}`,
    `To: ${address('to', to)}`,
    `Subject: ${encodedWords(subject)}`,
    `Date: ${new Date(atMillis).toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <${hash.slice(0, 32)}@costspan.invalid>`,
    'MIME-Version: 1.0',
    `Content-Type: multipart/alternative; boundary="${boundary}"`,
    '',
    part('text/plain', text) + '\r\n' + part('text/html', html) + `\r\n--${boundary}--`,
    '',
  ].join('\r\n')
}

function address(name: string, value: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  if (/^[^\u0000-\u001f\u007f]*@[^\u0000-\u001f\u007f]+$/.test(value)) return value
  throw new TypeError(`${name} must be a mail address, got ${JSON.stringify(value)}`)
}

/** A subject in encoded words (RFC 2047), each short enough for a line. */
function encodedWords(subject: string): string {
  const words: string[] = []
  const characters = Array.from(subject)
  for (let from = 0; from < characters.length; from += 12) {
    const piece = characters.slice(from, from + 12).join('')
    words.push(`=?utf-8?B?${Buffer.from(piece).toString('base64')}?=`)
  }
  return words.join('\r\n ')
}

function lines(body: string): string {
  return (
    Buffer.from(body)
      .toString('base64')
      .match(/.{1,76}/g)
      ?.join('\r\n') ?? ''
  )
}
