import type { ReactNode } from 'react'
import { createRoot } from 'react-dom/client'
import { QueryClientProvider, type QueryClient } from '@tanstack/react-query'
import { makeQueryClient } from '#web/client/queries.ts'

/** Draws a surface into its page, over one cache of what was read. */
export function mount(screen: ReactNode, cache: QueryClient = makeQueryClient()): void {
  const root = document.getElementById('app')
  if (!root) throw new Error('index.html has no #app')
  createRoot(root).render(<QueryClientProvider client={cache}>{screen}</QueryClientProvider>)
}
