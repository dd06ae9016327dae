import { Alert, App, Button, Drawer } from 'antd'
import { CallError, download, keepFile } from '#web/client/call.ts'
import { DeskDrop } from '#web/matters/desk-drop.tsx'
import { Icon } from '#web/ui/icon.tsx'
import { ManyRows } from './desk-many-rows.tsx'
import { useMany, type Many } from './use-many.ts'
import { CODE_WARNING } from './words.ts'

/** Opening many accounts from a table: picked, looked at, opened with one press, their codes kept as a sheet. */
export function ManyDrawer({ open, onClose }: { open: boolean; onClose: () => void }) {
  const many = useMany()
  const isWorking = many.at === 'working'
  const close = () => {
    many.reset()
    onClose()
  }
  return (
    <Drawer
      open={open}
      title="从表格开账号"
      size={860}
      destroyOnHidden
      // What is on its way, or can be had this once, is not lost by a press beside it.
      closable={!isWorking}
      keyboard={!isWorking && many.at !== 'done'}
      mask={{ closable: many.at === 'picking' || many.at === 'looking' }}
      onClose={close}
    >
      {many.at === 'done' ? (
        <Done many={many} onClose={close} />
      ) : many.looked ? (
        <Looked many={many} looked={many.looked} />
      ) : (
        <Picking many={many} />
      )}
    </Drawer>
  )
}

function Picking({ many: { at, trouble, look } }: { many: Many }) {
  const isLooking = at === 'looking'
  return (
    <div className="grid max-w-[40em] gap-4">
      <p className="text-ink-2">
        一次最多 300
        人，三列：姓名、手机号、登录名。传上来先给您逐行核对，看过再开；开好后每人一个启用码，存成一份表当面交给本人。
      </p>
      <DeskDrop
        label="选开账号的表格"
        says={isLooking ? '正在逐行核对' : '把表格拖到这里，或者点一下选'}
        hint={isLooking ? '核对完自动给您看' : 'Excel（.xlsx）或 CSV，12 MB 以内'}
        busy={isLooking}
        onFile={look}
      />
      {trouble !== undefined && <Alert type="error" showIcon title={trouble} />}
      <Template />
    </div>
  )
}

function Template() {
  const { message } = App.useApp()
  const fetchFile = () =>
    download('accounts.template', {}, '开账号模板.xlsx').catch((error: unknown) =>
      message.error(error instanceof CallError ? error.message : '模板没有下载下来，请再试一次'),
    )
  return (
    <p className="text-small text-ink-3">
      还没有表格？
      <Button type="link" size="small" className="px-0" onClick={() => void fetchFile()}>
        下载空白模板
      </Button>
    </p>
  )
}

function Looked({ many, looked: { file, rows } }: { many: Many; looked: NonNullable<Many['looked']> }) {
  const { at, trouble, sound } = many
  const refused = rows.length - sound
  const isWorking = at === 'working'
  return (
    <div className="flex h-full min-h-0 flex-col gap-4">
      <header className="flex items-start gap-4">
        <div className="min-w-0 flex-1">
          <h2 className="text-lead font-bold break-all">核对“{file.name}”</h2>
          <p className="text-ink-2">
            共 {rows.length} 行：<span className={sound > 0 ? 'text-done' : ''}>能开 {sound} 个</span>，
            <span className={refused > 0 ? 'text-late' : ''}>不能开 {refused} 行</span>
            。现在还没有开任何账号。
          </p>
        </div>
        <div className="grid shrink-0 justify-items-end gap-1">
          <Button type="primary" size="large" disabled={sound === 0} loading={isWorking} onClick={many.open}>
            {isWorking ? `正在开 ${sound} 个账号` : `开这 ${sound} 个账号`}
          </Button>
          <p role="status" className="text-small text-ink-2">
            {isWorking
              ? '要几秒钟，请不要关这一页'
              : sound === 0
                ? '没有一行能开，照原因改好再传'
                : refused > 0
                  ? '不能开的这次不开，改好再传'
                  : '开好后还没有岗位，由安全管理员授予'}
          </p>
        </div>
      </header>
      {trouble !== undefined && <Alert type="error" showIcon title={trouble} />}
      <ManyRows rows={rows} />
      <div className="flex gap-2">
        <Button disabled={isWorking} onClick={many.reset}>
          换一份表格
        </Button>
        {refused > 0 && (
          <Button disabled={isWorking} onClick={many.keepRefused}>
            下载不能开的 {refused} 行
          </Button>
        )}
      </div>
    </div>
  )
}

function Done({ many: { codes, refused, sound }, onClose }: { many: Many; onClose: () => void }) {
  return (
    <div className="grid max-w-[40em] gap-4">
      <div role="status">
        <h2 className="flex items-center gap-2 text-lead font-bold">
          <Icon name="check" className="size-6 text-done" />
          {sound} 个账号开好了
        </h2>
        {codes && <p className="text-ink-2">启用码表已经存到这台电脑的下载文件夹：{codes.fileName}</p>}
      </div>
      <Alert
        type="warning"
        showIcon
        title="启用码只出这一次"
        description={`每人一行，裁开当面交给本人，${CODE_WARNING}交完把表删掉。谁的没有交到，在列表里给他重发一个。`}
      />
      <div className="flex flex-wrap gap-2">
        <Button type="primary" onClick={onClose}>
          表已经存好了
        </Button>
        {codes && <Button onClick={() => keepFile(codes)}>再存一次</Button>}
        {refused && <Button onClick={() => keepFile(refused)}>下载没有开的行</Button>}
      </div>
      <p className="text-small text-ink-2">这些人还没有岗位，请安全管理员在这一页授予。</p>
    </div>
  )
}
