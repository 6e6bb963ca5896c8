/**
 * Parts of an answer that its stream names by an index, in the order of these. They are kept in a map, because an index is what
 * a server says: a list with an item at two billion takes minutes to be gone through.
 */
export function inOrder<Part>(parts: ReadonlyMap<number, Part>): Part[] {
  // Nearly all answers have one part.
  if (parts.size < 2) return [...parts.values()]
  return [...parts].toSorted(([one], [other]) => one - other).map(([, part]) => part)
}
