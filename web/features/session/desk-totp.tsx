import { Alert, App, Button, Checkbox } from 'antd'
import { useState } from 'react'
import { DeskEntry } from '#web/matters/desk-entry.tsx'
import { Qr } from '#web/matters/desk-qr.tsx'

/** The secret for the app on the telephone: as a square to scan, and in letters for whoever cannot. */
export function TotpSquare({ uri, secret }: { uri: string; secret: string }) {
  return (
    <div className="grid grid-cols-[auto_minmax(0,1fr)] items-center gap-4">
      <Qr large text={uri} label="给动态码应用扫的二维码" />
      <div className="grid gap-2">
        <p>
          在手机上打开动态码应用（腾讯身份验证器、微软 Authenticator、FreeOTP
          等都行），扫这个码，应用里就会出现 6 位数字，每 30 秒换一个。
        </p>
        <p className="text-small text-ink-2">
          扫不了就手工输入密钥：
          <code className="block break-all text-ink">{secret.replaceAll(/(.{4})/g, '$1 ')}</code>
        </p>
      </div>
    </div>
  )
}

/** A code the app shows now. */
export function AppCode(entry: {
  label: string
  fault: string | undefined
  value: string
  onChange: (code: string) => void
}) {
  return <DeskEntry {...entry} inputMode="numeric" autoComplete="one-time-code" maxLength={8} />
}

/**
 * Shows recovery codes, the one time they can be read, above whatever screen comes next: whoever looks away to write them
 * down must find them still there.
 */
export function useRecoveryCodes(): (codes: readonly string[]) => void {
  const { modal } = App.useApp()
  return (codes) => {
    const shown = modal.info({
      title: '恢复码',
      icon: null,
      footer: null,
      width: 480,
      keyboard: false,
      content: <RecoveryCodes codes={codes} onDone={() => shown.destroy()} />,
    })
  }
}

function RecoveryCodes({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) {
  const [kept, setKept] = useState(false)
  return (
    <div className="grid gap-4">
      <Alert
        type="warning"
        showIcon
        title="请抄下或打印这些恢复码，放在安全的地方"
        description="手机丢了、换了，用其中一个代替动态码登录，每个只能用一次。这里只显示这一次，谁也查不回来。"
      />
      <ul aria-label="恢复码" className="grid grid-cols-2 gap-x-6 gap-y-1 rounded-card bg-well p-4">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <Checkbox checked={kept} onChange={({ target }) => setKept(target.checked)}>
        我已经抄好了
      </Checkbox>
      <Button type="primary" disabled={!kept} onClick={onDone}>
        好了
      </Button>
    </div>
  )
}
