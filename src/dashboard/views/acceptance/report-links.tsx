/** The sheet to take along: opened as a page, or downloaded in a format. */
import { ACCEPTANCE_LIST_FORMATS, fileName, type DownloadFormat } from './formats.js'
import { language } from '../../language.js'
import { admin, connection } from '../../session.js'
import { attempt } from '../../ui/toasts.js'
import { say } from './words.js'

const TYPES: Readonly<Record<DownloadFormat, string>> = { html: 'text/html', markdown: 'text/markdown', json: 'application/json', junit: 'application/xml' }

const save = (text: string, type: string, name: string): void => {
  const url = URL.createObjectURL(new Blob([text], { type }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => { URL.revokeObjectURL(url) }, 1000)
}

/** A page that is opened by a link brings no key along: where the bank wants one, the report is downloaded. */
export const ReportLinks = ({ partnerId }: { readonly partnerId: string }) => {
  const lang = language.value
  const download = (format: DownloadFormat): void => {
    void attempt(async () => { save(await admin.value.acceptance.text(format, { partnerId, lang }), TYPES[format], fileName(format, partnerId)) })
  }
  const query = new URLSearchParams({ partnerId, lang, format: 'html' }).toString()
  return (
    <div class="actions">
      {connection.value.adminKey === undefined && <a class="button primary" href={`/admin/acceptance?${query}`} target="_blank" rel="noreferrer">{say('openReport')}</a>}
      {ACCEPTANCE_LIST_FORMATS.map(format => (
        <button key={format} type="button" class="button" aria-label={`${say('download')} ${format}`} onClick={() => { download(format) }}>{say('download')} {format}</button>
      ))}
    </div>
  )
}
