/**
 * A name tree: a map whose keys are lists of names. It is walked name by name, because to join the names of a call to one
 * key, and to hash that, takes longer than all the steps together.
 */
export interface NameTree<Leaf> {
  readonly branches: Map<unknown, NameTree<Leaf>>
  leaf: Leaf | undefined
}

export function nameTree<Leaf>(): NameTree<Leaf> {
  return { branches: new Map(), leaf: undefined }
}

/** The branch of a name, grown if need be. A name may be missing, which is a name like any other. */
export function branchOf<Leaf>(tree: NameTree<Leaf>, name: unknown): NameTree<Leaf> {
  let branch = tree.branches.get(name)
  if (branch === undefined) tree.branches.set(name, (branch = nameTree()))
  return branch
}
