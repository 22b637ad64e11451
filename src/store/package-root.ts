/** Where the package lies, from which its files are found: the code itself may be bundled anywhere below it. */
import { existsSync } from 'node:fs'

const climb = (folder: URL): URL => {
  if (existsSync(new URL('package.json', folder))) return folder
  const parent = new URL('..', folder)
  if (parent.href === folder.href) throw new Error('the package has no package.json')
  return climb(parent)
}

/** A folder, with a slash at the end. */
export const PACKAGE_ROOT = climb(new URL('.', import.meta.url))
