/** The clipboard, also where the page came over plain HTTP from another machine and the browser keeps its own away. */

/** Deprecated, and the only way without a secure context. */
const older: { readonly execCommand: (command: 'copy') => boolean } = document

const copyByCommand = (text: string): boolean => {
  const field = document.createElement('textarea')
  field.value = text
  field.readOnly = true
  field.className = 'off-screen'
  document.body.append(field)
  field.select()
  const copied = older.execCommand('copy')
  field.remove()
  return copied
}

/** Says whether the text is on the clipboard now. */
export const copyText = async (text: string): Promise<boolean> => {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return copyByCommand(text)
  }
}
