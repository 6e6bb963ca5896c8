import * as openaiModule from '@ai-sdk/openai'
import * as ai from 'ai'
import { afterAll, beforeAll, describe } from 'vitest'
import { describeMedia, type MediaSdk } from '../harness/ai-sdk-media.ts'
import { type BillCheck, startBillCheck } from '../harness/bill-check.ts'

let check: BillCheck
let sdk: MediaSdk

beforeAll(async () => {
  check = await startBillCheck()
  check.meter('@ai-sdk/openai', openaiModule)
  const openai = openaiModule.createOpenAI({ baseURL: check.provider.openaiUrl, apiKey: 'key' })
  sdk = {
    ...(ai as unknown as MediaSdk),
    models: {
      image: openai.image('gpt-image-1'),
      speech: openai.speech('tts-1'),
      whisper: openai.transcription('whisper-1'),
      transcription: openai.transcription('gpt-4o-transcribe'),
    },
  }
}, 60_000)

afterAll(() => check.close())

describe('the AI SDK 6, beyond text', () => {
  describeMedia(
    () => check,
    () => sdk,
  )
})
