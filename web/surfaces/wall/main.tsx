import { createRoot } from 'react-dom/client'
import { QueryClientProvider } from '@tanstack/react-query'
import '@fontsource/barlow-condensed/latin-600.css'
import { makeQueryClient } from '#web/client/queries.ts'
import { WallScreen } from '#web/features/wall/wall.tsx'
import '#web/tokens/tokens.css'
import { Stage } from './stage.tsx'

const root = document.getElementById('app')
if (!root) throw new Error('index.html has no #app')
createRoot(root).render(
  <QueryClientProvider client={makeQueryClient()}>
    <Stage>
      <WallScreen />
    </Stage>
  </QueryClientProvider>,
)
