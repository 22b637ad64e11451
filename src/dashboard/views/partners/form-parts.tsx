/** Parts of the forms about a partner. */
import type { ComponentChildren } from 'preact'
import { SIGNATURE_MODES, type SignatureMode } from '../../../../schemas/dialects.js'
import type { PartnerDraft } from './partner-draft.js'
import { say } from './words.js'

export interface FieldsProps {
  readonly draft: PartnerDraft
  readonly change: (patch: Partial<PartnerDraft>) => void
  readonly problemAt: (field: string) => string | undefined
}

export const Group = ({ title, children }: { readonly title: string; readonly children: ComponentChildren }) => (
  <fieldset>
    <legend>{title}</legend>
    <div class="columns">{children}</div>
  </fieldset>
)

export const modeOptions = (): (readonly [SignatureMode, string])[] => SIGNATURE_MODES.map(mode => [mode, say(mode)] as const)
