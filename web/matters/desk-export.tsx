import { App, Button } from 'antd'
import { useState } from 'react'
import { CallError } from '#web/client/call.ts'

interface DeskExportProps {
  load: () => Promise<void>
  says?: string
  isEmpty?: boolean
}

/** What leaves the house as a file, which `load` fetches; mostly a list as it stands. One button for every desk. */
export function DeskExport({ load, says = '导出 Excel', isEmpty = false }: DeskExportProps) {
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
