/** A command or a text to take along: shown as it is, with a button that copies it. */
import { CopyButton } from './copy-button.js'

interface CommandProps {
  readonly text: string
  /** What it is, for those who hear the page. */
  readonly what?: string
}

export const Command = ({ text, what }: CommandProps) => (
  <div class="command">
    <pre tabIndex={0}><code>{text}</code></pre>
    <CopyButton text={text} {...(what === undefined ? {} : { what })} />
  </div>
)
