import { Button } from 'antd'
import type { Output } from '#web/client/call.ts'
import { Qr } from '#web/matters/desk-qr.tsx'
import { Icon } from '#web/ui/icon.tsx'

/** What the villager takes home: the number, the tracking code and its QR, on one printable slip. */
export function OpenedReceipt({
  opened: { number, code },
  forAnother,
  onMore,
  onLook,
}: {
  opened: Output<'matters.open'>
  /** Then the slip only reads: whoever prints it has seen its code. */
  forAnother: boolean
  onMore: () => void
  onLook: () => void
}) {
  const address = `${location.origin}/t/${code}`
  return (
    <section aria-labelledby="receipt-title" className="grid gap-4">
      <h1 id="receipt-title" className="flex items-center gap-2 text-title font-bold">
        <Icon name="check" className="size-6 text-brand" />
        登记好了
      </h1>
      <div className="desk-slip flex items-center gap-6 rounded-card border border-line bg-paper p-5">
        <Qr text={address} label="查询二维码" />
        <dl className="grid grid-cols-[max-content_1fr] gap-x-4 gap-y-1">
          <dt className="text-ink-2">编号</dt>
          <dd className="text-lead font-bold tabular-nums">{number}</dd>
          <dt className="text-ink-2">查询码</dt>
          <dd className="text-lead font-bold tabular-nums">{code}</dd>
          <dt className="text-ink-2">怎么查</dt>
          <dd>
            用手机扫二维码，或者打开 {address}，不用登录就能看进展
            {forAnother
              ? '。补充、催办和评价由本人来：登录，或者用发到本人手机上的 20 位码'
              : '、补充、催办和评价'}
          </dd>
        </dl>
      </div>
      <div className="flex gap-2 print:hidden">
        <Button type="primary" onClick={onLook}>
          看这件事
        </Button>
        <Button onClick={() => print()}>打印回执</Button>
        <Button onClick={onMore}>再登记一件</Button>
      </div>
    </section>
  )
}
