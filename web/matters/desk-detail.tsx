import { Button, Tooltip } from 'antd'
import { useState } from 'react'
import { may } from '#contract/roles.ts'
import { download } from '#web/client/call.ts'
import { useCall } from '#web/client/queries.ts'
import { actingPost, useMe } from '#web/client/session.ts'
import type { AnyFlow } from '#practice/kit/index.ts'
import { paths } from '#web/surfaces/desk/paths.ts'
import { Icon } from '#web/ui/icon.tsx'
import { useNow } from '#web/ui/use-now.ts'
import { momentText } from '#web/ui/when.ts'
import { Clock } from './desk-clock.tsx'
import { DeskActions } from './desk-actions.tsx'
import { Evidence } from './desk-evidence.tsx'
import { DeskExport } from './desk-export.tsx'
import { useFlow, useReference, type Reference } from './desk-reference.ts'
import { Trouble, Waiting } from './desk-state.tsx'
import { fillTemplate } from './desk-suggest.ts'
import { Moment } from './desk-time.tsx'
import type { Detail } from './desk-words.ts'

/** One matter: evidence left, clock right, next actions at the foot. */
export function DeskDetail({ id, onClose }: { id: string; onClose: () => void }) {
  const { data: detail, error, refetch } = useCall('matters.detail', { params: { id } })
  const flow = useFlow(detail?.flow)
  const reference = useReference(flow)
  if (!detail || !flow) {
    return error ? <Trouble error={error} onRetry={() => void refetch()} /> : <Waiting lines={6} />
  }
  return <Loaded key={id} detail={detail} flow={flow} reference={reference} onClose={onClose} />
}

function Loaded({
  detail,
  flow,
  reference,
  onClose,
}: {
  detail: Detail
  flow: AnyFlow
  reference: Reference
  onClose: () => void
}) {
  const [open, setOpen] = useState<string>()
  const templates = useFilledTemplates(detail, reference)
  const contact = detail.actions.find(({ action }) => action === 'contact')
  return (
    <article
      aria-label={`${detail.number} ${detail.title}`}
      className="@container flex h-full min-h-0 flex-col bg-paper"
    >
      <Head detail={detail} flow={flow} reference={reference} onClose={onClose} />
      <div className="grid min-h-0 flex-1 content-start @max-2xl:overflow-y-auto @2xl:grid-cols-[minmax(0,1fr)_18rem] @2xl:content-stretch">
        <div
          className="px-5 py-4 @2xl:min-h-0 @2xl:overflow-y-auto"
          tabIndex={0}
          role="region"
          aria-label="内容和过程"
        >
          <Evidence detail={detail} flow={flow} reference={reference} />
        </div>
        <div
          className="border-line bg-ground px-4 py-4 @max-2xl:row-start-1 @max-2xl:border-b @2xl:min-h-0 @2xl:overflow-y-auto @2xl:border-l"
          tabIndex={0}
          role="region"
          aria-label="时限和路线"
        >
          <Clock
            detail={detail}
            flow={flow}
            onContact={contact && contact.refused === undefined ? () => setOpen('contact') : undefined}
          />
        </div>
      </div>
      <DeskActions
        detail={detail}
        flow={flow}
        reference={reference}
        templates={templates}
        open={open}
        onOpen={setOpen}
      />
    </article>
  )
}

function Head({
  detail,
  flow,
  reference,
  onClose,
}: {
  detail: Detail
  flow: AnyFlow
  reference: Reference
  onClose: () => void
}) {
  const item = reference.findItem(detail.item)
  const mayExport = may(actingPost(useMe()), 'matters.export')
  return (
    <header className="flex shrink-0 items-start gap-3 border-b border-line px-5 py-3">
      <div className="min-w-0 flex-1">
        <h2 className="line-clamp-2 text-title font-bold" title={detail.title}>
          {detail.title}
        </h2>
        <p className="flex flex-wrap gap-x-3 text-small text-ink-2">
          <span className="tabular-nums">{detail.number}</span>
          <span>{flow.name}</span>
          {item && <span>{item.class === item.name ? item.name : `${item.class} · ${item.name}`}</span>}
          <span>{detail.divisionName}</span>
          <span>
            <Moment at={detail.openedAt} /> 收到
          </span>
        </p>
      </div>
      <Button href={paths.print(detail.id)} target="_blank" rel="noopener">
        打印
      </Button>
      {mayExport && detail.side !== 'watching' && (
        <Tooltip title="原样封存的全部记录和照片，交法院、归档用">
          <span>
            <DeskExport
              says="导出卷宗"
              load={() =>
                download('matters.dossier', { params: { id: detail.id } }, `${detail.number}卷宗.zip`)
              }
            />
          </span>
        </Tooltip>
      )}
      <Tooltip title="回到列表（Esc）">
        <Button type="text" aria-label="关闭详情" icon={<Icon name="close" />} onClick={onClose} />
      </Tooltip>
    </header>
  )
}

function useFilledTemplates(detail: Detail, reference: Reference) {
  const me = useMe()
  const now = useNow()
  const templates =
    useCall('places.templates', { query: { flow: detail.flow } }, { staleMs: 600_000 }).data ?? []
  const due = detail.dueAt ? momentText(detail.dueAt, now) : '{期限}'
  const phone = reference.units.find(({ code }) => code === detail.unit)?.phone
  return templates.map((template) => ({
    action: template.action,
    ...fillTemplate(template, detail, { name: me?.name ?? '', due, phone }),
  }))
}
