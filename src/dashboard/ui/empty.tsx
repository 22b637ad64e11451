/** What a view shows where there is nothing: why, and the next step with a command to copy. */
import type { ComponentChildren } from 'preact'
import { Command } from './command.js'

interface EmptyProps {
  readonly title: string
  readonly children?: ComponentChildren
  /** The command of the next step. */
  readonly command?: string
}

export const Empty = ({ title, children, command }: EmptyProps) => (
  <div class="empty">
    <h2>{title}</h2>
    {children}
    {command !== undefined && <Command text={command} />}
  </div>
)
