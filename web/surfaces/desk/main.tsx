import { App, ConfigProvider } from 'antd'
import zhCN from 'antd/locale/zh_CN'
import { useLocation } from 'wouter'
import '#web/tokens/tokens.css'
import { NavigateContext } from '#web/ui/link.tsx'
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

mount(
  <ConfigProvider locale={zhCN} theme={theme} button={{ autoInsertSpace: false }}>
    <App component={false} message={{ maxCount: 2 }}>
      <Desk />
    </App>
  </ConfigProvider>,
)
