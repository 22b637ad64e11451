/** A button that copies a text, and says that it did. */
import { useEffect, useState } from 'preact/hooks'
import { copyText } from './clipboard.js'
import { say } from './words.js'

const SHOWN_MS = 1500

interface CopyButtonProps {
  /** What is copied; a function is asked when the button is pressed, and may take a moment. */
  readonly text: string | (() => string | Promise<string>)
  /** What stands on it; "Copy" where nothing is said. */
  readonly label?: string
  /** What it copies, for those who hear the page. */
  readonly what?: string
}

export const CopyButton = ({ text, label, what }: CopyButtonProps) => {
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => { setCopied(false) }, SHOWN_MS)
    return () => { clearTimeout(timer) }
  }, [copied])
  const copy = async (): Promise<void> => { setCopied(await copyText(typeof text === 'string' ? text : await text())) }
  const title = label ?? say('copy')
  return (
    <button type="button" class="button small" aria-label={what === undefined ? undefined : `${title}: ${what}`} onClick={() => { void copy() }}>
      <span aria-live="polite">{copied ? say('copied') : title}</span>
    </button>
  )
}
