/** The keys of the page, and its language and colours. */
import { chooseLanguage, language, LANGUAGES, type Language } from './language.js'
import { GO_KEYS } from './go-keys.js'
import { VIEWS } from './route.js'
import { say } from './shell-words.js'
import { chooseTheme, theme, THEMES } from './theme.js'
import { Dialog } from './ui/dialog.js'
import { Choice } from './ui/field.js'

const Row = ({ keys, text }: { readonly keys: readonly string[]; readonly text: string }) => (
  <tr>
    <th scope="row">{keys.map(key => <kbd key={key}>{key}</kbd>)}</th>
    <td>{text}</td>
  </tr>
)

export const HelpDialog = ({ onClose }: { readonly onClose: () => void }) => (
  <Dialog title={say('help')} onClose={onClose}>
    <div class="columns">
      <Choice label={say('language')} value={language.value} onChoose={chooseLanguage} options={Object.entries(LANGUAGES) as [Language, string][]} />
      <Choice label={say('theme')} value={theme.value} onChoose={chooseTheme} options={THEMES.map(name => [name, say(name)] as const)} />
    </div>
    <h3>{say('keysTitle')}</h3>
    <table class="keys">
      <tbody>
        <Row keys={['/']} text={say('keySearch')} />
        <Row keys={['j', '↓']} text={say('keyDown')} />
        <Row keys={['k', '↑']} text={say('keyUp')} />
        <Row keys={['Enter']} text={say('keyOpen')} />
        <Row keys={['Esc']} text={say('keyEscape')} />
        {VIEWS.map(view => <Row key={view} keys={['g', GO_KEYS[view]]} text={say('keyGo', { view: say(view) })} />)}
        <Row keys={['?']} text={say('keyHelp')} />
      </tbody>
    </table>
    <p><a href="/docs">{say('documents')}</a></p>
  </Dialog>
)
