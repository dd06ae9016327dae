import { App, Button } from 'antd'
import { useState } from 'react'
import { CallError, download } from '#web/client/call.ts'
import { dateOf } from '#practice/kit/index.ts'
import type { Filter } from '#web/client/search-params.ts'

/** The list as it stands, as an Excel file. */
export function DeskExport({ filter, isEmpty }: { filter: Filter; isEmpty: boolean }) {
  const { message } = App.useApp()
  const [busy, setBusy] = useState(false)
  const fetchFile = async () => {
    setBusy(true)
    try {
      await download('matters.export', { query: filter }, `事项清单 ${dateOf(new Date())}.xlsx`)
    } catch (error) {
      void message.error(error instanceof CallError ? error.message : '没有导出来，请再试一次')
    } finally {
      setBusy(false)
    }
  }
  return (
    <Button loading={busy} disabled={isEmpty} onClick={() => void fetchFile()}>
      {busy ? '正在导出' : '导出 Excel'}
    </Button>
  )
}
