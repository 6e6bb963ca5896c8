import { alertText } from '../alert-text.ts'
import type { AlertSink } from '../alert.ts'

/** Where mail goes, and from whom. */
export interface SmtpSinkOptions {
  /** The server, such as `smtps://user:password@mail.example.com`. */
  readonly url: string
  readonly from: string
  /** One address or several, separated by commas. */
  readonly to: string
}

/** Sends alerts as mail. Needs the package `nodemailer`, which is loaded with the first alert. */
export function smtpSink({ url, from, to }: SmtpSinkOptions): AlertSink {
  return {
    name: 'smtp',
    async send(alert) {
      const { createTransport } = await import('nodemailer').catch((cause: unknown) => {
        throw new TypeError('alerts by mail need the package nodemailer, which is not installed', { cause })
      })
      const transport = createTransport(url)
      const { title, lines } = alertText(alert)
      try {
        // The id lets a mailbox that gets the second attempt too see that it is the same mail.
        const messageId = `<${alert.id}@costspan.invalid>`
        await transport.sendMail({ from, to, subject: title, text: [title, '', ...lines].join('\n'), messageId })
      } finally {
        transport.close()
      }
    },
  }
}
