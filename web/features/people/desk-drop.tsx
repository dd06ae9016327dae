import { useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button } from 'antd'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { CallError, download, newKey, uploadTo } from '#web/client/call.ts'
import { DeskDrop } from '#web/matters/desk-drop.tsx'
import { paths } from '#web/surfaces/desk/paths.ts'

type Sending = { file: File; key: string; trouble?: string; again?: boolean }

/** Sends a list and goes to it. After a broken line the same one is sent again under the same key. */
function useSending() {
  const [sending, setSending] = useState<Sending>()
  const [, navigate] = useLocation()
  const cache = useQueryClient()
  const send = async (file: File, key: string) => {
    setSending({ file, key })
    try {
      const { id } = await uploadTo('people.upload', file, {}, key)
      setSending(undefined)
      void cache.invalidateQueries({ queryKey: ['people.imports'] })
      navigate(paths.imports(id))
    } catch (error) {
      const isKnown = error instanceof CallError
      const trouble = isKnown ? error.message : '名单没有传上来，请再试一次'
      setSending({ file, key, trouble, again: !isKnown || error.isPassing })
    }
  }
  return { sending, send }
}

/** Where a list is dropped or picked. */
export function Drop() {
  const { sending, send } = useSending()
  const busy = sending !== undefined && sending.trouble === undefined
  return (
    <div className="grid gap-2">
      <DeskDrop
        label="选名单文件"
        says={busy ? `正在传 ${sending.file.name}` : '把名单拖到这里，或者点一下选'}
        hint={busy ? '传完自动给您看' : 'Excel（20 MB 以内）或 CSV（100 MB 以内）'}
        busy={busy}
        onFile={(file) => void send(file, newKey())}
      />
      {sending?.trouble !== undefined && (
        <Alert
          type="error"
          showIcon
          title={sending.trouble}
          action={
            sending.again && (
              <Button size="small" onClick={() => void send(sending.file, sending.key)}>
                再传一次
              </Button>
            )
          }
        />
      )}
      <Template />
    </div>
  )
}

function Template() {
  const { message } = App.useApp()
  const fetchFile = () =>
    download('people.template', {}, '村民名单模板.xlsx').catch((error: unknown) =>
      message.error(error instanceof CallError ? error.message : '模板没有下载下来，请再试一次'),
    )
  return (
    <p className="text-small text-ink-3">
      还没有名单？
      <Button type="link" size="small" className="px-0" onClick={() => void fetchFile()}>
        下载空白模板
      </Button>
    </p>
  )
}
