import { withCostContext } from '@costspan/cost'
import OpenAI from 'openai'

/** Each request is answered anew, and none while the application is built. */
export const dynamic = 'force-dynamic'

/** `GET /ask?user=ada` asks the model, for that user. Key and address come from OPENAI_API_KEY and OPENAI_BASE_URL. */
export async function GET(request) {
  const user = new URL(request.url).searchParams.get('user') ?? undefined
  return withCostContext({ feature: 'ask', user }, async () => {
    const completion = await new OpenAI().chat.completions.create({
      model: 'gpt-4o',
      messages: [{ role: 'user', content: 'Hello' }],
    })
    return Response.json({ answer: completion.choices[0]?.message.content })
  })
}
