/** What time will bring next, each with a button that jumps there. */
import type { DueReply } from '../../../../schemas/clock.js'
import { chosenPartner, linkTo } from '../../route.js'
import { Empty } from '../../ui/empty.js'
import { Time } from '../../ui/time.js'
import { writeDuration } from './duration.js'
import { say } from './words.js'

const Row = ({ due, jump }: { readonly due: DueReply; readonly jump: (due: DueReply) => void }) => (
  <tr>
    <td>{say(due.what)}</td>
    <td>
      {due.inSeconds > 0 ? say('in', { time: writeDuration(due.inSeconds) }) : say('overdue')}
      <br /><span class="quiet-text"><Time at={due.at} /></span>
    </td>
    <td><a class="mono wrap" href={linkTo('transactions', due.referenceNo, { partnerId: due.partnerId })}>{due.referenceNo}</a></td>
    {chosenPartner.value === undefined && <td class="mono wrap">{due.partnerId}</td>}
    <td class="right">
      <button type="button" class="button small" aria-label={say('jumpToWhat', { what: say(due.what), reference: due.referenceNo })} onClick={() => { jump(due) }}>
        {say('jumpTo')}
      </button>
    </td>
  </tr>
)

interface DueListProps {
  readonly items: readonly DueReply[]
  readonly jump: (due: DueReply) => void
}

export const DueList = ({ items, jump }: DueListProps) => {
  if (items.length === 0) {
    return <Empty title={say('nothingNext')} command="npx bnc-sandbox generate --amount 15000"><p>{say('nothingNextWhy')}</p></Empty>
  }
  return (
    <div class="table-box" tabIndex={0} role="region" aria-label={say('next')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{say('what')}</th><th scope="col">{say('when')}</th><th scope="col">{say('transaction')}</th>
            {chosenPartner.value === undefined && <th scope="col">{say('partner')}</th>}
            <th />
          </tr>
        </thead>
        <tbody>
          {items.map(due => <Row key={`${due.partnerId} ${due.what} ${due.notificationId ?? due.referenceNo} ${due.at}`} due={due} jump={jump} />)}
        </tbody>
      </table>
    </div>
  )
}
