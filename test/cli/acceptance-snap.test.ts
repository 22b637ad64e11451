/** Every command that the table of cases names exercises its case, for a partner of the dialect snap. */
import t from 'tap'
import { exerciseAll } from './acceptance-exercise.js'

t.test('the commands of each case make it pass', t => exerciseAll(t, 'snap'))
