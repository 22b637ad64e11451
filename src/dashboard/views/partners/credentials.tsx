/** What a partner needs to call the bank, to take along; secrets are shown when they are asked for. */
import { useState } from 'preact/hooks'
import type { PartnerReply } from '../../../../schemas/partner.js'
import { envText, partnerEnv } from '../../../client/partner-env.js'
import { connection } from '../../session.js'
import { Command } from '../../ui/command.js'
import { CopyButton } from '../../ui/copy-button.js'
import { say } from './words.js'

const Plain = ({ name, value }: { readonly name: string; readonly value: string }) => (
  <>
    <dt>{name}</dt>
    <dd class="spread"><code class="wrap">{value}</code><CopyButton text={value} what={name} /></dd>
  </>
)

/** Copied without being shown; shown when it is asked for. */
const Secret = ({ name, value }: { readonly name: string; readonly value: string }) => {
  const [isShown, setShown] = useState(false)
  return (
    <>
      <dt>{name}</dt>
      <dd class="spread">
        <code class="partner-pem" data-secret={name}>{isShown ? value.trimEnd() : '••••••••'}</code>
        <span class="actions">
          <button
            type="button"
            class="button small"
            aria-label={say(isShown ? 'hideThis' : 'showThis', { what: name })}
            onClick={() => { setShown(!isShown) }}
          >
            {say(isShown ? 'hide' : 'show')}
          </button>
          <CopyButton text={value} what={name} />
        </span>
      </dd>
    </>
  )
}

const Pem = ({ name, value }: { readonly name: string; readonly value: string }) => (
  <>
    <dt>{name}</dt>
    <dd class="spread">
      <details
        class="partner-pem-box"
      >
        <summary><code>{value.split('\n')[1]?.slice(0, 24)}…</code></summary>
        <pre class="partner-pem" tabIndex={0}>{value.trimEnd()}</pre>
      </details>
      <CopyButton text={value} what={name} />
    </dd>
  </>
)

export const Credentials = ({ partner }: { readonly partner: PartnerReply }) => (
  <section class="card" aria-label={say('credentials')}>
    <div class="spread">
      <h3>{say('credentials')}</h3>
      <div class="actions">
        <CopyButton text={() => `${envText(partnerEnv(connection.value.url, partner))}\n`} label={say('copyEnv')} />
        <CopyButton text={() => JSON.stringify(partner, null, 2)} label={say('copyJson')} />
      </div>
    </div>
    <dl class="partner-credentials">
      <Plain name="partnerId" value={partner.partnerId} />
      <Plain name="clientKey" value={partner.clientKey} />
      <Secret name="clientSecret" value={partner.clientSecret} />
      {partner.privateKey !== undefined && <Secret name="privateKey" value={partner.privateKey} />}
      <Pem name="publicKey" value={partner.publicKey} />
      <Pem name="bankPublicKey" value={partner.bankPublicKey} />
    </dl>
    {partner.privateKey === undefined && <p class="hint">{say('ownKey')}</p>}
    <h3>{say('envCommand')}</h3>
    <Command text={`npx bnc-sandbox partner show ${partner.partnerId} --env > .env`} what={say('envCommand')} />
  </section>
)
