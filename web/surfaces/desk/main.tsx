import { App, ConfigProvider } from 'antd'
import zhCN from 'antd/locale/zh_CN'
import { createRoot } from 'react-dom/client'
import { QueryClientProvider } from '@tanstack/react-query'
import { useLocation } from 'wouter'
import { makeQueryClient } from '#web/client/queries.ts'
import '#web/tokens/tokens.css'
import { NavigateContext } from '#web/ui/link.tsx'
import './desk.css'
import { Shell } from './shell.tsx'
import { theme } from './theme.ts'

const client = makeQueryClient()

function Desk() {
  const [, navigate] = useLocation()
  return (
    <NavigateContext value={navigate}>
      <Shell />
    </NavigateContext>
  )
}

const root = document.getElementById('root')
if (!root) throw new Error('the page has no #root')
createRoot(root).render(
  <QueryClientProvider client={client}>
    <ConfigProvider locale={zhCN} theme={theme} button={{ autoInsertSpace: false }}>
      <App component={false} message={{ maxCount: 2 }}>
        <Desk />
      </App>
    </ConfigProvider>
  </QueryClientProvider>,
)
