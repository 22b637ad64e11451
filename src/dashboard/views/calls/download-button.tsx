/** Takes the calls of the journal along as a file, one a line: those that the filters which the bank knows let through. */
import { useState } from 'preact/hooks'
import { AdminError, adminHeaders, adminUrl, readProblem } from '../../../client/admin-call.js'
import { chosenPartner } from '../../route.js'
import { connection } from '../../session.js'
import { saveFile } from '../../ui/save-file.js'
import { attempt } from '../../ui/toasts.js'
import { serverFilter, type CallFilter } from './call-filter.js'
import { say } from './words.js'

const NDJSON = 'application/x-ndjson'

/** A link cannot carry the admin key, so the file is fetched first. */
const fetchFile = async (filter: CallFilter): Promise<Blob> => {
  const said = { ...serverFilter(filter), partnerId: chosenPartner.value }
  const query = new URLSearchParams(Object.entries(said).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])))
  const response = await fetch(`${adminUrl(connection.value)}/requests?${query.toString()}`, { headers: { accept: NDJSON, ...adminHeaders(connection.value) } })
  if (!response.ok) throw new AdminError(readProblem(response, await response.text()))
  return response.blob()
}

export const DownloadButton = ({ filter }: { readonly filter: CallFilter }) => {
  const [isBusy, setBusy] = useState(false)
  const download = async (): Promise<void> => {
    setBusy(true)
    await attempt(async () => { saveFile(await fetchFile(filter), 'calls.ndjson') })
    setBusy(false)
  }
  return <button type="button" class="button" title={say('downloadWhat')} disabled={isBusy} onClick={() => { void download() }}>{say('download')}</button>
}
