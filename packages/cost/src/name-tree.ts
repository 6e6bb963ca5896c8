/**
 * A name tree: a map whose keys are lists of names. It is walked name by name, because to join the names of a call to one
 * key, and to hash that, takes longer than all the steps together.
 */
export interface NameTree<Leaf> {
  /**
   * The branch that was grown first stands beside the others. Most have none, and then a map would be several times the rest of
   * the tree: with a thousand models in use, what takes the time is not to look but to fetch what is looked at.
   */
  firstName: unknown
  first: NameTree<Leaf> | undefined
  others: Map<unknown, NameTree<Leaf>> | undefined
  leaf: Leaf | undefined
}

export function nameTree<Leaf>(): NameTree<Leaf> {
  return { firstName: undefined, first: undefined, others: undefined, leaf: undefined }
}

/** The branch of a name, grown if need be. A name may be missing, which is a name like any other. */
export function branchOf<Leaf>(tree: NameTree<Leaf>, name: unknown): NameTree<Leaf> {
  const { first } = tree
  if (first === undefined) {
    tree.firstName = name
    return (tree.first = nameTree())
  }
  return tree.firstName === name ? first : otherBranchOf(tree, name)
}

function otherBranchOf<Leaf>(tree: NameTree<Leaf>, name: unknown): NameTree<Leaf> {
  tree.others ??= new Map()
  let branch = tree.others.get(name)
  if (branch === undefined) tree.others.set(name, (branch = nameTree()))
  return branch
}
