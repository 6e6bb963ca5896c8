import type { TokenUsage } from '@costspan/cost/prices'
import fc from 'fast-check'

const count = fc.nat({ max: 300_000 })

/** Sound token counts: leaves that are drawn first, and the totals and parts that follow from them. */
export const anyUsage: fc.Arbitrary<TokenUsage> = fc
  .record({
    text: count,
    cachedText: count,
    cachedAudio: count,
    cachedImage: count,
    write5m: count,
    write1h: count,
    audio: count,
    image: count,
    answer: count,
    reasoning: count,
    spoken: count,
    drawn: count,
  })
  .map((leaf) => {
    const cacheRead = leaf.cachedText + leaf.cachedAudio + leaf.cachedImage
    const cacheWrite = leaf.write5m + leaf.write1h
    return {
      input: leaf.text + cacheRead + cacheWrite + leaf.audio + leaf.image,
      output: leaf.answer + leaf.reasoning + leaf.spoken + leaf.drawn,
      cacheRead,
      cacheWrite,
      cacheWrite1h: leaf.write1h,
      inputAudio: leaf.audio + leaf.cachedAudio,
      inputImage: leaf.image + leaf.cachedImage,
      cacheReadAudio: leaf.cachedAudio,
      cacheReadImage: leaf.cachedImage,
      reasoning: leaf.reasoning,
      outputAudio: leaf.spoken,
      outputImage: leaf.drawn,
    }
  })
