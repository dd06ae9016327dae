import { App, Button } from 'antd'
import { useState } from 'react'
import { CallError } from '#web/client/call.ts'

/** A list as it stands, as an Excel file, which `load` fetches; one button for every desk. */
export function DeskExport({
  load,
  isEmpty = false,
  says = '导出 Excel',
}: {
  load: () => Promise<void>
  isEmpty?: boolean
  says?: string
}) {
  const { message } = App.useApp()
  const [busy, setBusy] = useState(false)
  const fetchFile = async () => {
    setBusy(true)
    try {
      await load()
    } catch (error) {
      void message.error(error instanceof CallError ? error.message : '没有导出来，请再试一次')
    } finally {
      setBusy(false)
    }
  }
  return (
    <Button loading={busy} disabled={isEmpty} onClick={() => void fetchFile()}>
      {busy ? '正在导出' : says}
    </Button>
  )
}
