/**
 * Parts of an answer that its stream names by an index, in the order of these. They are kept in a map, because an index is what
 * a server says: a list with an item at two billion takes minutes to be gone through.
 */
export function inOrder<Part>(parts: ReadonlyMap<number, Part>): Part[] {
  return [...parts].toSorted(([one], [other]) => one - other).map(([, part]) => part)
}
