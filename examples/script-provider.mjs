/**
 * Has the stand-in of the provider answer its next requests in a certain way, for examples of what a real provider does by itself:
 * errors, and calls of tools. Without the stand-in it does nothing.
 */
export async function scriptProvider(behaviours) {
  const provider = process.env.FAKE_PROVIDER_URL
  if (provider === undefined) return
  const { ok } = await fetch(`${provider}/_fake/script`, { method: 'POST', body: JSON.stringify({ behaviours }) })
  if (!ok) throw new Error('the stand-in of the provider did not take its script')
}
