/** A question in front of the page: the browser's own dialog, which keeps the focus and closes by Escape. */
import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { say } from './words.js'

interface DialogProps {
  readonly title: string
  /** Without it the dialog cannot be put off. */
  readonly onClose?: (() => void) | undefined
  readonly children: ComponentChildren
}

export const Dialog = ({ title, onClose, children }: DialogProps) => {
  const element = useRef<HTMLDialogElement>(null)
  useEffect(() => { element.current?.showModal() }, [])
  return (
    <dialog
      ref={element}
      aria-label={title}
      onCancel={event => { if (onClose === undefined) event.preventDefault() }}
      onClose={() => onClose?.()}
      onClick={event => { if (event.target === element.current) onClose?.() }}
    >
      <header class="dialog-head">
        <h2>{title}</h2>
        {onClose !== undefined && <button type="button" class="button bare" aria-label={say('close')} onClick={onClose}>×</button>}
      </header>
      {children}
    </dialog>
  )
}
