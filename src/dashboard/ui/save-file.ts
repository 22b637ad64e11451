/** A file that the page has made or fetched, handed to the browser to be saved: a link cannot carry the admin key. */

/** The browser has taken it long before. */
const KEPT_MS = 1000

export const saveFile = (file: Blob, name: string): void => {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = name
  link.click()
  setTimeout(() => { URL.revokeObjectURL(link.href) }, KEPT_MS)
}
