import { App, ConfigProvider } from 'antd'
import zhCN from 'antd/locale/zh_CN'
import { useLocation } from 'wouter'
import { alwaysAsk } from '#web/client/call.ts'
import { watchTouches } from '#web/client/touch.ts'
import '#web/tokens/tokens.css'
import { NavigateContext } from '#web/ui/link.tsx'
import { Spinner } from '#web/ui/spinner.tsx'
import { mount } from '../mount.tsx'
import './desk.css'
import { Shell } from './shell.tsx'
import { theme } from './theme.ts'

function Desk() {
  const [, navigate] = useLocation()
  return (
    <NavigateContext value={navigate}>
      <Shell />
    </NavigateContext>
  )
}

// Whoever signs or publishes reads it back at once; public pages would stay in the browser for half a minute.
alwaysAsk()
watchTouches()

mount(
  // The library's own spinner is read aloud as “loading”, and goes on being read where its way out never ended.
  <ConfigProvider locale={zhCN} theme={theme} button={{ autoInsertSpace: false, loadingIcon: <Spinner /> }}>
    <App component={false} message={{ maxCount: 2 }}>
      <Desk />
    </App>
  </ConfigProvider>,
)
