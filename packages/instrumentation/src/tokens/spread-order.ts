/** All indices below `count` once each, in an order whose every beginning is spread over the whole, as a sample should be. */
export function* spreadOrder(count: number): Generator<number> {
  const step = stepFor(count)
  for (let turn = 0, index = 0; turn < count; turn++, index = (index + step) % count) yield index
}

/** Steps of the golden ratio fall between those before; to meet each index they must share no divisor with the count. */
function stepFor(count: number): number {
  let step = Math.max(1, Math.round(count * 0.618))
  while (greatestDivisor(step, count) > 1) step += 1
  return step
}

function greatestDivisor(one: number, other: number): number {
  return other === 0 ? one : greatestDivisor(other, one % other)
}
