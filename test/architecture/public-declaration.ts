import { parseSync, type Comment, type Statement } from 'oxc-parser'
import { importedFile, readSource } from './source-file.ts'

/** A name that a package exports, with the comment above the declaration that it leads to. */
export interface PublicDeclaration {
  readonly name: string
  readonly path: string
  readonly comment: string | undefined
}

/** Follows every name that an entry file exports to its declaration. */
export function publicDeclarations(entry: string): PublicDeclaration[] {
  const { text } = readSource(entry)
  return parseSync(entry, text)
    .module.staticExports.flatMap(({ entries }) => entries)
    .flatMap(({ exportName, importName, localName, moduleRequest }) => {
      const name = exportName.name ?? ''
      if (moduleRequest === null) return [declarationOf(entry, localName.name ?? name)]
      const file = importedFile(entry, moduleRequest.value)
      const original = importName.name ?? name
      return file === undefined ? [] : [{ ...reexported(file, original), name }]
    })
}

function reexported(path: string, name: string): PublicDeclaration {
  const { text } = readSource(path)
  const entries = parseSync(path, text).module.staticExports.flatMap((statement) => statement.entries)
  const entry = entries.find(({ exportName }) => exportName.name === name)
  const from = entry?.moduleRequest
  const file = from ? importedFile(path, from.value) : undefined
  return file === undefined ? declarationOf(path, name) : reexported(file, entry?.importName.name ?? name)
}

function declarationOf(path: string, name: string): PublicDeclaration {
  const { text } = readSource(path)
  const { program, comments } = parseSync(path, text)
  const statement = program.body.find((each) => declaredNames(each).includes(name))
  return { name, path, comment: statement && commentAbove(statement, comments, text) }
}

function declaredNames(statement: Statement): string[] {
  const declaration = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement
  if (declaration === null) return []
  if (declaration.type === 'VariableDeclaration') {
    return declaration.declarations.flatMap(({ id }) => (id.type === 'Identifier' ? id.name : []))
  }
  return 'id' in declaration && declaration.id?.type === 'Identifier' ? [declaration.id.name] : []
}

function commentAbove({ start }: Statement, comments: readonly Comment[], text: string): string | undefined {
  const above = comments.findLast((comment) => comment.end <= start)
  if (above === undefined || !above.value.startsWith('*')) return undefined
  return text.slice(above.end, start).trim() === '' ? above.value : undefined
}
