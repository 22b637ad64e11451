/** Writes the licences of what is bundled into dist: whoever ships the code of others ships their terms with it. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

/** The folder of the package that a bundled file belongs to. @param {string} file */
const packageOf = (file) => {
  for (let folder = dirname(file); dirname(folder) !== folder; folder = dirname(folder)) {
    const manifest = join(folder, 'package.json')
    // A folder may say only which kind of modules it holds.
    if (existsSync(manifest) && 'version' in JSON.parse(readFileSync(manifest, 'utf8'))) return folder
  }
  throw new Error(`${file} belongs to no package`)
}

/** @param {string} folder */
const termsOf = (folder) => {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry))
  const text = file === undefined ? `${String(license)}; the package brings no text of it.` : readFileSync(join(folder, file), 'utf8').trim()
  return `## ${String(name)} ${String(version)} (${String(license)})\n\n${text.replace(/^/gm, '    ').replace(/ +$/gm, '')}\n`
}

/** `bundles` are esbuild's own reports, each with the folder that its paths start from. @param {string} file @param {[import('esbuild').Metafile, string][]} bundles */
export const writeThirdParty = (file, bundles) => {
  const inputs = bundles.flatMap(([{ inputs }, root]) => Object.keys(inputs).map((path) => resolve(root, path)))
  const folders = new Set(inputs.filter((path) => path.includes('node_modules')).map(packageOf))
  const terms = [...folders].sort().map(termsOf)
  writeFileSync(file, `# What is bundled here, and its terms\n\n${terms.join('\n')}`)
}
