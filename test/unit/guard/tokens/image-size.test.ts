import { describe, expect, it } from 'vitest'
import { imageSize } from '../../../../packages/guard/src/tokens/image-size.ts'

const FILES: readonly (readonly [format: string, hex: string])[] = [
  ['PNG', '89504e470d0a1a0a0000000d4948445200000140000000c80806000000'],
  ['GIF', '4749463839614001c800f70000000000000000000000000000000000'],
  ['WebP, lossy', '52494646000000005745425056503820000000000000009d012a4001c800'],
  ['WebP, lossless', '5249464600000000574542505650384c000000002f3fc1310000000000000000'],
  ['WebP, extended', '524946460000000057454250565038580a000000000000003f0100c70000'],
  ['JPEG', 'ffd8ffe000104a46494600010100000100010000ffc000110800c80140030111'],
]

describe('imageSize', () => {
  it.each(FILES)('reads the size of a %s', (_, hex) => {
    expect(imageSize(Buffer.from(hex, 'hex'))).toEqual({ width: 320, height: 200 })
  })

  it('knows no size of what is no picture, or is cut off', () => {
    const broken = [Buffer.from('hello'), Buffer.alloc(64), Buffer.from('ffd8ffe000104a464946'.padEnd(80, '0'), 'hex')]
    expect(broken.map((bytes) => imageSize(bytes))).toEqual([undefined, undefined, undefined])
  })
})
