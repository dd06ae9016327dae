import { Button } from 'antd'
import { onward, STEPS } from '#practice/disclosure/life.ts'
import { may } from '#contract/roles.ts'
import { actingPost, useMe } from '#web/client/session.ts'
import { Where } from '#web/matters/desk-place.tsx'
import { paths } from '#web/surfaces/desk/paths.ts'
import { Icon } from '#web/ui/icon.tsx'
import { Link } from '#web/ui/link.tsx'
import { useToday } from './desk-day-of.ts'
import type { Section } from './desk-filter.ts'
import { keyOf } from './desk-row.ts'
import { actorsOf, COLOURS, dayWords, remainsText, SIDES, stageOf, type Work } from './desk-words.ts'

type TableProps = {
  sections: readonly Section[]
  showsVillage: boolean
  /** Whether this post may begin a draft. */
  drafts: boolean
  /** The row the keyboard stands on. */
  cursor: string | undefined
  /** The row whose draft is being begun. */
  busy: string | undefined
  onOpen: (row: Work) => void
  onBegin: (row: Work) => void
}

/** The list of duties: sections by urgency, in them one heading a day. */
export function WorkTable(props: TableProps) {
  const { sections, showsVillage } = props
  const today = useToday()
  const columns = showsVillage ? 7 : 6
  return (
    <table className="w-full table-fixed border-collapse">
      <thead className="sticky top-0 z-2 bg-ground text-left text-small text-ink-2">
        <tr>
          <Head className="w-28 pl-6">到期</Head>
          <Head>公开事项</Head>
          {showsVillage && <Head className="w-40">村、社区</Head>}
          <Head className="w-36">类别</Head>
          <Head className="w-36">环节</Head>
          <Head className="w-52">该谁办</Head>
          <Head className="w-28 pr-6 text-right">我能办</Head>
        </tr>
      </thead>
      {sections.map(({ id, title, n, groups }) => (
        <SectionRows key={id} title={title} n={n} columns={columns}>
          {groups.map(({ dueOn, rows }) =>
            rows.map((row, index) => (
              <Row key={keyOf(row)} {...props} row={row} today={today} isFirst={index === 0} dueOn={dueOn} />
            )),
          )}
        </SectionRows>
      ))}
    </table>
  )
}

function Head({ className = '', children }: { className?: string; children: string }) {
  return (
    <th scope="col" className={`border-b border-line px-2 py-2 font-bold ${className}`}>
      {children}
    </th>
  )
}

function SectionRows({
  title,
  n,
  columns,
  children,
}: {
  title: string
  n: number
  columns: number
  children: React.ReactNode
}) {
  return (
    <tbody>
      <tr>
        <th scope="rowgroup" colSpan={columns} className="px-6 pt-5 pb-1.5 text-left">
          <span className="text-lead font-bold">{title}</span>{' '}
          <span className="font-normal text-ink-2 tabular-nums">{n} 项</span>
        </th>
      </tr>
      {children}
    </tbody>
  )
}

function Row({
  row,
  today,
  dueOn,
  isFirst,
  showsVillage,
  drafts,
  cursor,
  busy,
  onOpen,
  onBegin,
}: TableProps & { row: Work; today: string; dueOn: string; isFirst: boolean }) {
  const key = keyOf(row)
  const isHere = key === cursor
  return (
    <tr
      data-row={key}
      className={`h-11 cursor-pointer *:border-line *:not-first:border-t ${isFirst ? '*:border-t' : ''} ${isHere ? 'desk-cursor' : 'hover:bg-ground'}`}
      onClick={(event) => {
        if (event.target instanceof Element && !event.target.closest('a, button')) onOpen(row)
      }}
    >
      <td className="py-1.5 pr-2 pl-6 align-top">
        {isFirst && <DueDay dueOn={dueOn} today={today} isWaiting={row.colour !== 'green'} />}
      </td>
      <td className="truncate px-2">
        <Link
          href={row.publication ? paths.publication(row.publication) : paths.duty(row)}
          className="hover:text-brand"
        >
          <b>{row.name}</b> <span className="text-ink-2">{row.periodName}</span>
        </Link>
        {row.hot && <Hot />}
      </td>
      {showsVillage && (
        <td className="truncate px-2">
          <Where name={row.divisionName} />
        </td>
      )}
      <td className="truncate px-2 text-ink-2">{row.class}</td>
      <td className="truncate px-2">
        <Stage row={row} />
      </td>
      <td className="truncate px-2 text-ink-2" title={holderOf(row)}>
        {holderOf(row)}
      </td>
      <td className="py-1 pr-6 pl-2 text-right">
        <Act row={row} drafts={drafts} isBusy={busy === key} onBegin={onBegin} />
      </td>
    </tr>
  )
}

const holderOf = ({ waitsFor, state, owed }: Work) =>
  waitsFor ? SIDES[waitsFor] : owed && actorsOf(state) === '' ? STEPS.correct.who : actorsOf(state)

/** A hot item says so wherever it is named. */
export function Hot() {
  return (
    <span className="ml-2 inline-block rounded-small bg-late-soft px-1.5 text-small whitespace-nowrap text-late">
      热点
    </span>
  )
}

function DueDay({ dueOn, today, isWaiting }: { dueOn: string; today: string; isWaiting: boolean }) {
  const isLate = dueOn < today
  const isSoon = !isLate && Date.parse(dueOn) - Date.parse(today) <= 3 * 86_400_000
  const { icon, tone } = COLOURS[isLate ? 'red' : isSoon ? 'yellow' : 'grey']
  return (
    <span className="grid leading-tight">
      <time dateTime={dueOn} className="font-bold tabular-nums">
        {dayWords(dueOn, today)}
      </time>
      {isWaiting && (
        <span className={`inline-flex items-center gap-1 text-small ${tone}`}>
          <Icon name={icon} className="size-[1.1em]" />
          {remainsText(dueOn, today)}
        </span>
      )}
    </span>
  )
}

function Stage({ row }: { row: Work }) {
  if (row.waitsFor) return <span className="text-wait">等另一方签豁免</span>
  if (row.owed) return <span className="text-late">数字有误，要更正</span>
  if (row.colour === 'green' && row.daysLate > 0)
    return <span className="text-late">已公开，晚了 {row.daysLate} 天</span>
  return <span className={row.state === undefined ? 'text-ink-3' : ''}>{stageOf(row)}</span>
}

/** The one thing this post can do with the row, or nothing. */
function Act({
  row,
  drafts,
  isBusy,
  onBegin,
}: {
  row: Work
  drafts: boolean
  isBusy: boolean
  onBegin: (row: Work) => void
}) {
  const post = actingPost(useMe())
  if (!row.mine) return null
  if (row.waitsFor) return <Go href={paths.duty(row)}>看豁免</Go>
  if (row.publication === undefined)
    return drafts ? (
      <Button size="small" loading={isBusy} onClick={() => onBegin(row)}>
        起草
      </Button>
    ) : null
  const step = onward(row.state).find((each) => may(post, STEPS[each].permission))
  if (!step) return row.owed ? <Go href={paths.publication(row.publication)}>去更正</Go> : null
  return <Go href={paths.publication(row.publication)}>{step === 'submit' ? '接着写' : STEPS[step].name}</Go>
}

function Go({ href, children }: { href: string; children: string }) {
  return (
    <Link href={href} className="text-brand underline-offset-4 hover:underline">
      {children}
    </Link>
  )
}
