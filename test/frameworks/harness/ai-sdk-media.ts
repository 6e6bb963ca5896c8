import { fakeHeaders } from '@costspan-test/fake-provider'
import { expect, it } from 'vitest'
import { agreeing, type BillCheck, figures } from './bill-check.ts'

type Make = (options: object) => Promise<unknown>

/** What is used of the AI SDK beyond text, under the names that both majors have. */
export interface MediaSdk {
  readonly generateImage: Make
  readonly experimental_generateSpeech: Make
  readonly experimental_transcribe: Make
  readonly models: {
    readonly image: unknown
    readonly speech: unknown
    readonly whisper: unknown
    readonly transcription: unknown
  }
}

/** What holds of images, speech and transcriptions: each is metered once, at the amount of the bill. */
export function describeMedia(check: () => BillCheck, sdk: () => MediaSdk): void {
  const once = async (operation: string, application: () => Promise<unknown>): Promise<void> => {
    const accounts = await check().run(application)
    expect(figures(accounts)).toEqual(agreeing(accounts))
    expect(accounts.billedCalls).toBe(1)
    expect(check().metered.calls.map((call) => call.operation)).toEqual([operation])
  }
  const audio = new Uint8Array([1, 2, 3])

  it('meters generateImage by its tokens', () =>
    once('image_generation', () =>
      sdk().generateImage({
        model: sdk().models.image,
        prompt: 'A cat',
        headers: fakeHeaders({ usage: { input: 90, output: 1_056 } }),
      }),
    ))

  it('meters generateSpeech by its characters', () =>
    once('speech', () =>
      sdk().experimental_generateSpeech({ model: sdk().models.speech, text: 'What does a word cost?' }),
    ))

  it('meters transcribe by its seconds', () =>
    once('transcription', () =>
      sdk().experimental_transcribe({
        model: sdk().models.whisper,
        audio,
        headers: fakeHeaders({ usage: { audioSeconds: 61 } }),
      }),
    ))

  it('meters transcribe by its tokens', () =>
    once('transcription', () =>
      sdk().experimental_transcribe({
        model: sdk().models.transcription,
        audio,
        headers: fakeHeaders({ usage: { input: 700, inputAudio: 690, output: 50 } }),
      }),
    ))
}
