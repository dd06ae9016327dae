import { createRoot } from 'react-dom/client'
import { QueryClientProvider } from '@tanstack/react-query'
import { restoreElder } from '#web/client/elder.ts'
import { keepAnswers } from '#web/client/kept.ts'
import { makeQueryClient } from '#web/client/queries.ts'
import '#web/tokens/tokens.css'
import { Shell } from './shell.tsx'

restoreElder()
const cache = makeQueryClient()
void keepAnswers(cache)

const root = document.getElementById('app')
if (!root) throw new Error('index.html has no #app')
createRoot(root).render(
  <QueryClientProvider client={cache}>
    <Shell />
  </QueryClientProvider>,
)
