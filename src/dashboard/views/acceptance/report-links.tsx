/** The sheet to take along: opened as a page, or downloaded in a format. */
import type { AcceptanceFormat } from '../../../../schemas/acceptance.js'
import { DOWNLOADS, fileName } from './formats.js'
import { language } from '../../language.js'
import { admin, connection } from '../../session.js'
import { saveFile } from '../../ui/save-file.js'
import { attempt } from '../../ui/toasts.js'
import { say } from './words.js'

const TYPES: Readonly<Record<AcceptanceFormat, string>> = { html: 'text/html', markdown: 'text/markdown', json: 'application/json', junit: 'application/xml' }

/** A page that is opened by a link brings no key along: where the bank wants one, the report is downloaded. */
export const ReportLinks = ({ partnerId }: { readonly partnerId: string }) => {
  const lang = language.value
  const download = (format: AcceptanceFormat): void => {
    void attempt(async () => {
      const text = await admin.value.acceptance.text(format, { partnerId, lang })
      saveFile(new Blob([text], { type: TYPES[format] }), fileName(format, partnerId))
    })
  }
  const query = new URLSearchParams({ partnerId, lang, format: 'html' }).toString()
  return (
    <div class="actions">
      {connection.value.adminKey === undefined && <a class="button primary" href={`/admin/acceptance?${query}`} target="_blank" rel="noreferrer">{say('openReport')}</a>}
      {DOWNLOADS.map(format => (
        <button key={format} type="button" class="button" aria-label={`${say('download')} ${format}`} onClick={() => { download(format) }}>{say('download')} {format}</button>
      ))}
    </div>
  )
}
