import { Alert, Button, Modal } from 'antd'
import { Moment } from '#web/matters/desk-time.tsx'
import { CODE_WARNING } from './words.ts'

export type Handed = { name: string; signInName: string; code: string; until: string }

/** The one-time code, the one time it can be read: to be handed over to its person. */
export function HandedOver({ handed, onClose }: { handed: Handed | undefined; onClose: () => void }) {
  return (
    <Modal
      open={handed !== undefined}
      title="把启用码当面交给本人"
      width={480}
      mask={{ closable: false }}
      // Else what was in it stays in the page, unseen.
      destroyOnHidden
      onCancel={onClose}
      footer={
        <Button type="primary" onClick={onClose}>
          已经交给本人了
        </Button>
      }
    >
      {handed && (
        <div className="grid gap-4">
          <dl className="grid grid-cols-[6rem_minmax(0,1fr)] gap-y-2 rounded-card bg-well p-4">
            <dt className="text-ink-2">本人</dt>
            <dd>{handed.name}</dd>
            <dt className="text-ink-2">登录名</dt>
            <dd>{handed.signInName}</dd>
            <dt className="text-ink-2">启用码</dt>
            <dd className="text-lead font-bold">
              <code>{handed.code}</code>
            </dd>
            <dt className="text-ink-2">有效期到</dt>
            <dd>
              <Moment at={handed.until} />
            </dd>
          </dl>
          <Alert type="warning" showIcon title="只显示这一次" description={CODE_WARNING} />
        </div>
      )}
    </Modal>
  )
}
