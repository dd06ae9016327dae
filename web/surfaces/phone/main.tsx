import { restoreElder } from '#web/client/elder.ts'
import { keepAnswers } from '#web/client/kept.ts'
import { makeQueryClient } from '#web/client/queries.ts'
import '#web/tokens/tokens.css'
import { mount } from '../mount.tsx'
import { Shell } from './shell.tsx'

restoreElder()
const cache = makeQueryClient()
void keepAnswers(cache)
mount(<Shell />, cache)
