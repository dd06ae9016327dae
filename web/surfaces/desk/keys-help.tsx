import { Modal } from 'antd'

const keys = [
  ['j / k', '下一件 / 上一件'],
  ['Enter', '打开这一件'],
  ['d', '办第一个动作，比如派单、签收'],
  ['u / s / a', '督办 / 派单 / 裁定，能办的时候'],
  ['x', '选中这一件，用来批量办'],
  ['/', '查找'],
  ['Esc', '一层一层退回'],
  ['?', '看这张表'],
] as const

/** The keys of the daily path, on one small card. */
export function KeysHelp({ open, onClose }: { open: boolean; onClose: () => void }) {
  return (
    <Modal open={open} onCancel={onClose} footer={null} title="键盘" width={420}>
      <dl className="grid grid-cols-[6rem_1fr] gap-y-2">
        {keys.map(([key, does]) => (
          <div key={key} className="contents">
            <dt>
              <kbd className="rounded-small border border-line bg-ground px-2 py-0.5">{key}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  )
}
