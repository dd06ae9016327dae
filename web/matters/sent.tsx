import type { ReactNode } from 'react'
import { useCall } from '#web/client/queries.ts'
import { Button } from '#web/ui/button.tsx'
import { Icon } from '#web/ui/icon.tsx'
import { TimeLeft } from '#web/ui/time-left.tsx'
import type { Opened } from '#web/client/outbox.ts'
import { QrCode } from './qr-code.tsx'

interface SentProps {
  opened: Opened
  /** 报上去了, 申请交上去了 … */
  done: string
  matterHref: string
  /** The address on which the code opens without signing in. */
  trackUrl: string
  children?: ReactNode
}

/** What one sees after sending: it arrived, its number, its code, and what happens next by when. */
export function Sent({ opened, done, matterHref, trackUrl, children }: SentProps) {
  const { data: matter } = useCall('matters.detail', { params: { id: opened.id } })
  const ended = matter?.endedAt !== undefined
  return (
    <div className="grid gap-4">
      <section className="grid justify-items-center gap-2 pt-4 text-center">
        <span className="grid size-20 place-items-center rounded-full bg-brand text-on-brand rise">
          <Icon name="check" className="size-11" />
        </span>
        <h2 className="text-title" tabIndex={-1}>
          {done}
        </h2>
        <p className="text-ink-2">编号 {opened.number}</p>
      </section>
      {matter && (
        <section className="grid gap-1 rounded-card border border-line bg-paper p-4">
          <h3 className="text-small text-ink-2">{ended ? '结果' : '接下来'}</h3>
          <p className="text-lead font-bold">{matter.stagePlain}</p>
          {matter.holder && <p className="text-ink-2">在{matter.holder.unit ?? matter.holder.name}手里</p>}
          {matter.dueAt && <TimeLeft dueAt={matter.dueAt} />}
        </section>
      )}
      {!ended && <TrackCard code={opened.code} url={trackUrl} />}
      <Button full href={matterHref}>
        看这件事
      </Button>
      {children}
    </div>
  )
}

/** 一事一码: whoever has it can look without signing in. */
export function TrackCard({ code, url }: { code: string; url: string }) {
  return (
    <section className="grid justify-items-center gap-2 rounded-card border border-line bg-paper p-4 text-center">
      <h3 className="text-lead">查询码</h3>
      <QrCode text={url} label="查询二维码" />
      <p className="font-numerals text-title font-bold tracking-wider">{code}</p>
      <p className="max-w-[20em] text-balance text-small text-ink-2">
        不用登录，扫一扫或输入查询码就能看进度。可以截图、抄下来，或到村里打印给老人拿着
      </p>
    </section>
  )
}
