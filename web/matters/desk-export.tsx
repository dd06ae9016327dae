import { App, Button, Dropdown, Space } from 'antd'
import { useState } from 'react'
import { CallError, takeList, type Input, type RouteName } from '#web/client/call.ts'
import { Icon } from '#web/ui/icon.tsx'

interface DeskExportProps {
  load: () => Promise<void>
  says?: string
}

/** What leaves the house as a file, which `load` fetches. One button for every desk; a list that is on screen: `DeskSheet`. */
export function DeskExport({ load, says = '导出 Excel' }: DeskExportProps) {
  const { busy, fetchFile } = useFetching()
  return (
    <Button loading={busy} onClick={() => void fetchFile(load)}>
      {busy ? '正在导出' : says}
    </Button>
  )
}

interface DeskSheetProps<Name extends RouteName> {
  /** A route with `sheet` in contract/. */
  of: Name
  /** As the screen asks for the list, its filters included. */
  input?: Omit<Input<Name>, 'body'>
  /** Where it could be taken for another list. */
  says?: string
  isEmpty?: boolean
}

/** A list as it stands on screen, taken along: Excel with one press, CSV for other programs from the arrow beside it. */
export function DeskSheet<Name extends RouteName>({
  of,
  input,
  says = '导出 Excel',
  isEmpty = false,
}: DeskSheetProps<Name>) {
  const { busy, fetchFile } = useFetching()
  // A list without a filter is asked for with nothing.
  const take = (file: 'xlsx' | 'csv') =>
    void fetchFile(() => takeList(of, input ?? ({} as Input<Name>), file))
  return (
    <Space.Compact className="shrink-0">
      <Button loading={busy} disabled={isEmpty} onClick={() => take('xlsx')}>
        {busy ? '正在导出' : says}
      </Button>
      <Dropdown
        trigger={['click']}
        placement="bottomRight"
        disabled={isEmpty || busy}
        menu={{ items: [{ key: 'csv', label: '导出 CSV（给别的程序用）' }], onClick: () => take('csv') }}
      >
        <Button aria-label="导出成别的格式" icon={<Icon name="down" className="size-4" />} />
      </Dropdown>
    </Space.Compact>
  )
}

function useFetching() {
  const { message } = App.useApp()
  const [busy, setBusy] = useState(false)
  const fetchFile = async (load: () => Promise<void>) => {
    setBusy(true)
    try {
      await load()
    } catch (error) {
      void message.error(error instanceof CallError ? error.message : '没有导出来，请再试一次')
    } finally {
      setBusy(false)
    }
  }
  return { busy, fetchFile }
}
