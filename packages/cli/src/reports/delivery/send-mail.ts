import { DeliveryError } from './delivery-error.ts'

const TIMEOUT_MILLIS = 20_000

/** A mail that is written already, and between whom it goes. */
export interface WrittenMail {
  readonly from: string
  /** One address or several, separated by commas. */
  readonly to: string
  /** The mail as `mailMessage` writes it. */
  readonly message: string
}

/**
 * Hands a mail to a server. `smtps:` is encrypted from the beginning, `smtp:` where the server offers it. Rejects with a
 * `DeliveryError` that names the host and not the address, which may have a password in it.
 *
 * @param url such as `smtps://user:password@mail.example.com`
 */
export async function sendMail(url: string, { from, to, message }: WrittenMail): Promise<void> {
  const { host } = new URL(url)
  const { createTransport } = await import('nodemailer')
  const transport = createTransport({
    url,
    connectionTimeout: TIMEOUT_MILLIS,
    greetingTimeout: TIMEOUT_MILLIS,
    socketTimeout: TIMEOUT_MILLIS,
  })
  const envelope = { from, to: to.split(',').map((address) => address.trim()) }
  try {
    await transport.sendMail({ envelope, raw: message })
  } catch (cause) {
    throw new DeliveryError(`${host} does not take the mail: ${reasonOf(cause)}`, { cause })
  } finally {
    transport.close()
  }
}

/** What the server said, else what kept it from being asked. */
function reasonOf(error: unknown): string {
  const { response, code } = error as { readonly response?: string; readonly code?: string }
  return (response ?? code ?? 'no answer').split('\n', 1)[0]?.slice(0, 200) ?? ''
}
