import { Button } from 'antd'
import type { ReactNode } from 'react'
import { addressOf, type CallError, type Output } from '#web/client/call.ts'
import { useCall } from '#web/client/queries.ts'
import { Trouble, Waiting } from '#web/matters/desk-state.tsx'
import { paths } from '#web/surfaces/desk/paths.ts'
import { Link } from '#web/ui/link.tsx'
import { PaperPage } from '#web/ui/paper-page.tsx'
import { Scans } from './desk-scans.tsx'
import { isKind, isStep, KINDS, STEPS, type Kind, type Step } from './words.ts'
import './sheet.css'

/** The papers of a meeting: which on the left, how it comes out on the right. */
export function MeetingDocuments({ id, kind }: { id: string; kind: string | undefined }) {
  const here: Kind = isKind(kind) ? kind : 'notice'
  const meeting = useCall('meetings.show', { params: { id } })
  const params = { id, kind: here }
  const read = useCall('documents.show', { params })
  return (
    <Frame
      title={meeting.data?.title ?? '会议文书'}
      says="都按会上实际发生的写成，不用另外填。打印出来签字，再拍照传回来。"
      links={Object.entries(KINDS).map(([key, name]) => ({
        name,
        href: paths.meetingDocument(id, key),
        here: key === here,
      }))}
      below={<Scans id={id} />}
    >
      <Preview
        read={read}
        print={paths.printMeetingDocument(id, here)}
        file={(format) => addressOf('documents.file', { params, query: { format } })}
      />
    </Frame>
  )
}

/** The six forms of 四议两公开. */
export function ProposalForms({ id, step }: { id: string; step: string | undefined }) {
  const here: Step = isStep(step) ? step : 'all'
  const proposal = useCall('proposals.show', { params: { id } })
  const params = { id, step: here }
  const read = useCall('documents.form', { params })
  const closed = proposal.data?.closed ?? 0
  return (
    <Frame
      title={proposal.data?.title ?? '四议两公开登记表'}
      says="办结一步写成一张。没有办到的可以先打出来，手写签字。"
      links={Object.entries(STEPS).map(([key, name], n) => ({
        name,
        href: paths.proposalForm(id, key),
        here: key === here,
        note: n === 0 ? '' : n <= closed ? '已办结' : '未办',
      }))}
    >
      <Preview
        read={read}
        print={paths.printProposalForm(id, here)}
        file={(format) => addressOf('documents.formFile', { params, query: { format } })}
      />
    </Frame>
  )
}

type Linked = { name: string; href: string; here: boolean; note?: string }

function Frame({
  title,
  says,
  links,
  below,
  children,
}: {
  title: string
  says: string
  links: readonly Linked[]
  below?: ReactNode
  children: ReactNode
}) {
  return (
    <div className="grid h-full min-h-0 grid-cols-[19rem_minmax(0,1fr)]">
      <aside className="min-h-0 overflow-y-auto border-r border-line bg-paper">
        <div className="grid gap-1 border-b border-line p-4">
          <h1 className="text-lead font-bold">{title}</h1>
          <p className="text-small text-ink-2">{says}</p>
        </div>
        <nav aria-label="哪一张" className="grid py-2">
          {links.map(({ name, href, here, note }) => (
            <Link
              key={href}
              href={href}
              aria-current={here ? 'page' : undefined}
              className={`flex items-baseline justify-between gap-3 border-l-4 px-4 py-2 ${here ? 'border-brand bg-brand-soft font-bold text-brand' : 'border-transparent hover:bg-well'}`}
            >
              <span>{name}</span>
              {note && <span className="text-small font-normal text-ink-2">{note}</span>}
            </Link>
          ))}
        </nav>
        {below}
      </aside>
      <div className="grid min-h-0 grid-cols-1 grid-rows-[auto_minmax(0,1fr)]">{children}</div>
    </div>
  )
}

type Paper = Output<'documents.show'>
type Read = { data: Paper | undefined; error: CallError | null; refetch: () => unknown }

function Preview({
  read: { data, error, refetch },
  print,
  file,
}: {
  read: Read
  print: string
  file: (format: 'pdf' | 'docx') => string
}) {
  if (!data) return error ? <Trouble error={error} onRetry={() => void refetch()} /> : <Waiting />
  return (
    <>
      <div className="flex items-center gap-3 border-b border-line px-4 py-3">
        <h2 className="min-w-0 flex-1 truncate">
          <b>{data.title}</b>
          <span className="text-ink-2">　A4，共 {data.pages.length} 页</span>
        </h2>
        <Button href={file('docx')}>下载 Word</Button>
        <Button href={file('pdf')} target="_blank" rel="noreferrer">
          下载 PDF
        </Button>
        <Button type="primary" href={print} target="_blank" rel="noreferrer">
          打印
        </Button>
      </div>
      <div className="min-h-0 overflow-y-auto bg-well p-6" aria-label="预览" role="region" tabIndex={0}>
        <Pages paper={data} className="mx-auto grid max-w-[76rem] grid-cols-2 items-start gap-5" />
      </div>
    </>
  )
}

function Pages({ paper: { title, pages }, className }: { paper: Paper; className: string }) {
  return (
    <div className={`document-pages ${className}`}>
      {pages.map((page, n) => (
        // Pages are named by their number.
        // oxlint-disable-next-line react/no-array-index-key
        <PaperPage key={n} page={page} label={`${title}第 ${n + 1} 页，共 ${pages.length} 页`} />
      ))}
    </div>
  )
}

/** A paper of a meeting on sheets of A4, for the browser’s own print. */
export function PrintMeetingDocument({ id, kind }: { id: string; kind: string }) {
  const params = isKind(kind) ? { id, kind } : undefined
  return (
    <Sheets read={useCall('documents.show', params && { params })} back={paths.meetingDocument(id, kind)} />
  )
}

/** A form of 四议两公开, the same way. */
export function PrintProposalForm({ id, step }: { id: string; step: string }) {
  const params = isStep(step) ? { id, step } : undefined
  return <Sheets read={useCall('documents.form', params && { params })} back={paths.proposalForm(id, step)} />
}

function Sheets({ read: { data, error, refetch }, back }: { read: Read; back: string }) {
  if (!data) return error ? <Trouble error={error} onRetry={() => void refetch()} /> : <Waiting />
  return (
    <main className="min-h-full bg-well p-6 print:bg-paper print:p-0">
      <h1 className="sr-only">{data.title}</h1>
      <div className="mx-auto mb-4 flex max-w-[210mm] items-center gap-2 print:hidden">
        <Button type="primary" onClick={() => print()}>
          打印
        </Button>
        <Button href={back}>返回</Button>
        <span className="text-ink-2">A4 纸，打印或另存为 PDF</span>
      </div>
      <Pages paper={data} className="mx-auto grid max-w-[210mm] gap-5 print:max-w-none" />
    </main>
  )
}
