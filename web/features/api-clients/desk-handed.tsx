import { Alert, Button, Modal, Typography } from 'antd'
import type { Handed } from './desk-open.tsx'

/** The key, the one time it can be read. */
export function HandedOver({ handed, onClose }: { handed: Handed | undefined; onClose: () => void }) {
  return (
    <Modal
      open={handed !== undefined}
      title="把密钥交给对方"
      width={520}
      mask={{ closable: false }}
      // Else what was in it stays in the page, unseen.
      destroyOnHidden
      onCancel={onClose}
      footer={
        <Button type="primary" onClick={onClose}>
          已经交给对方了
        </Button>
      }
    >
      {handed && (
        <div className="grid gap-4">
          <dl className="grid grid-cols-[4rem_minmax(0,1fr)] gap-y-2 rounded-card bg-well p-4">
            <dt className="text-ink-2">系统</dt>
            <dd>{handed.name}</dd>
            <dt className="text-ink-2">密钥</dt>
            <dd>
              <Typography.Text
                code
                copyable={{ tooltips: ['复制', '复制好了'] }}
                className="font-bold break-all"
              >
                {handed.key}
              </Typography.Text>
            </dd>
          </dl>
          <Alert
            type="warning"
            showIcon
            title="只显示这一次"
            description="不要用微信、短信发。丢了或者泄露了，马上停用，重新登记一个。"
          />
        </div>
      )}
    </Modal>
  )
}
