import { createRoot } from 'react-dom/client'
import { QueryClientProvider } from '@tanstack/react-query'
import { makeQueryClient } from '#web/client/queries.ts'
import '#web/tokens/tokens.css'
import { Shell } from './shell.tsx'

const root = document.getElementById('app')
if (!root) throw new Error('index.html has no #app')
createRoot(root).render(
  <QueryClientProvider client={makeQueryClient()}>
    <Shell />
  </QueryClientProvider>,
)
