/** The repository's own files as the architecture tests see them: paths, text, imports and parsed code. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

const root = fileURLToPath(new URL('../../', import.meta.url))

export interface Source {
  /** From the repository root, with forward slashes: `src/domain/money.ts`. */
  readonly path: string
  readonly text: string
}

const readSource = (path: string): Source => ({ path, text: readFileSync(join(root, path), 'utf8') })

/** Every file below the given folders of the repository whose path matches. */
export const filesIn = (folders: readonly string[], matching: RegExp): readonly Source[] =>
  folders.filter((folder) => existsSync(join(root, folder))).flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => posix.join(folder, entry.parentPath.slice(join(root, folder).length).replaceAll('\\', '/'), entry.name))
      .filter((path) => matching.test(path))
      .sort()
      .map(readSource))

/** Files that stand directly in the repository's root. */
export const filesInRoot = (matching: RegExp): readonly Source[] =>
  readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isFile() && matching.test(entry.name))
    .map((entry) => readSource(entry.name))

/** What a file imports or re-exports, types and dynamic imports included; a relative one as a path from the root. */
export const importsOf = ({ path, text }: Source): readonly string[] =>
  ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) =>
    fileName.startsWith('.') ? posix.join(posix.dirname(path), fileName).replace(/\.js$/, '.ts') : fileName)

/** Every node of the parsed file, in order. */
export const nodesOf = ({ path, text }: Source): readonly ts.Node[] => {
  const nodes: ts.Node[] = []
  const visit = (node: ts.Node): void => {
    nodes.push(node)
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true))
  return nodes
}

/** `path:line` of a node, for a message that an editor can open. */
export const placeOf = (source: Source, node: ts.Node): string =>
  `${source.path}:${ts.getLineAndCharacterOfPosition(node.getSourceFile(), node.getStart()).line + 1}`

/** `path:line: text` of every line in which the pattern is found. */
export const linesWith = ({ path, text }: Source, pattern: RegExp): readonly string[] =>
  text.split('\n').flatMap((line, index) => pattern.test(line) ? [`${path}:${index + 1}: ${line.trim()}`] : [])
