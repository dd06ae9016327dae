import { useMemo, type ReactNode } from 'react'
import { cellText, isFigure, nameColumn } from '#practice/disclosure/lines.ts'
import { slices } from '#practice/kit/slices.ts'
import type { Column, Row } from '#practice/disclosure/content.ts'
import type { Publication } from '#web/client/board.ts'
import { QrCode } from '#web/matters/qr-code.tsx'
import { useNow } from '#web/ui/use-now.ts'
import { dayText } from '#web/ui/when.ts'
import { kindName, REACHES } from './board-words.ts'
import { spacedCode } from './parts-code.tsx'
import { Owes } from './parts-owes.tsx'
import { Summary } from './parts-summary.tsx'

/** Lines of two rows each that fit below the title. */
const LINES = 5
const ANSWERS = 2
/** So few lines without figures are read one by one, in full. */
const PROSE_ROWS = 8

/** One page of a publication: what it is of, and its drawing. */
export interface TvPage {
  part: 'summary' | 'lines' | 'questions' | 'phone'
  says: string
  draw: () => ReactNode
}

/** A publication as pages of a television: in plain words, its lines, what was asked, and the way to one’s own phone. */
export function usePages(publication: Publication): readonly TvPage[] {
  return useMemo(() => pagesOf(publication), [publication])
}

function pagesOf(publication: Publication): TvPage[] {
  const version = publication.versions[0]
  if (!version) return [{ part: 'phone', says: '用手机看', draw: () => <Closed publication={publication} /> }]
  const { content, summary, reason } = version
  const { questions } = publication
  const isProse = content.rows.length <= PROSE_ROWS && !content.columns.some(isFigure)
  const prose = (isProse ? content.rows : []).map((row, index, all) => ({
    part: 'lines' as const,
    says: all.length > 1 ? `第 ${index + 1} 条，共 ${all.length} 条` : '内容',
    draw: () => <Prose columns={content.columns} row={row} />,
  }))
  const lines = slices(isProse ? [] : content.rows, LINES).map((rows, index, all) => ({
    part: 'lines' as const,
    says: `明细 ${index + 1} / ${all.length}`,
    draw: () => <Lines columns={content.columns} rows={rows} from={index * LINES} />,
  }))
  const asked = slices(questions, ANSWERS).map((some, index, all) => ({
    part: 'questions' as const,
    says: `问和答 ${index + 1} / ${all.length}`,
    draw: () => <Asked questions={some} />,
  }))
  const told: TvPage[] = [
    {
      part: 'summary',
      says: '说明',
      draw: () => (
        <div className="grid content-start gap-4 text-lead">
          {version.version > 1 && reason && (
            <p className="rounded-card bg-wait-soft px-5 py-2 text-body text-wait">
              更正后的第 {version.version} 版：{reason}
            </p>
          )}
          <Owes says={publication.owes} />
          <Summary {...{ content, summary }} />
        </div>
      ),
    },
  ]
  return [
    // A few lines of words say themselves what they are; only their correction is told first.
    ...(isProse && !publication.owes && !(version.version > 1 && reason) && prose.length > 0 ? [] : told),
    ...prose,
    ...lines,
    ...asked,
    { part: 'phone', says: '用手机看', draw: () => <OnPhone id={publication.id} code={version.code} /> },
  ]
}

/** Title and what it is of, the same on every page. */
export function Head({ publication, says }: { publication: Publication; says: string }) {
  const now = useNow()
  const { title, kind, class: heading, periodName, postedFrom, late } = publication
  return (
    <header className="grid grid-cols-[minmax(0,1fr)_auto] items-start">
      <div className="min-w-0">
        <h1 className="line-clamp-2 text-title font-bold">{title}</h1>
        <p className="truncate text-small text-ink-2">
          {kindName(kind)} · {heading} · {periodName} · {dayText(postedFrom, now)}公布
          {late > 0 && ` · 晚了 ${late} 天`}
        </p>
      </div>
      <p className="pl-6 text-small text-harvest">{says}</p>
    </header>
  )
}

/** Each line what it was and how much, then the rest in small; one height, so that every page is full and none spills. */
function Lines(props: { columns: readonly Column[]; rows: readonly Row[]; from: number }) {
  const { columns, rows, from } = props
  return (
    <ol className="grid h-full grid-rows-5 gap-3">
      {rows.map((row, index) => (
        <li
          key={index}
          className="grid grid-cols-[auto_minmax(0,1fr)_auto] items-center rounded-card border border-line bg-paper px-5"
        >
          <span className="w-[2.2em] text-small text-ink-3">{from + index + 1}</span>
          <LineText columns={columns} row={row} />
          <Figures columns={columns} row={row} />
        </li>
      ))}
    </ol>
  )
}

/** One line of words with everything in it, as long as a page is. */
function Prose({ columns, row }: { columns: readonly Column[]; row: Row }) {
  const said = columns.filter((column) => filled(column, row) !== '')
  return (
    <dl className="grid content-start gap-4">
      {said.map((column) => (
        <div key={column.id}>
          <dt className="text-small text-ink-2">{column.name}</dt>
          <dd className="line-clamp-6 whitespace-pre-line text-lead">{filled(column, row)}</dd>
        </div>
      ))}
    </dl>
  )
}

const filled = (column: Column, row: Row) => cellText(column, row.cells[column.id])

function LineText({ columns, row }: { columns: readonly Column[]; row: Row }) {
  const name = nameColumn(columns, row)
  const rest = columns
    .filter((column) => column !== name && !isFigure(column))
    .map((column) => filled(column, row))
    .filter((said) => said !== '')
  return (
    <span className="min-w-0">
      <b className="block truncate">{name ? filled(name, row) : (row.heading ?? '')}</b>
      <span className="block truncate text-small text-ink-2">
        {[...(row.heading ? [row.heading] : []), ...rest].join(' · ')}
      </span>
    </span>
  )
}

/** So many figures stand beside each other; a table of more is read on the phone. */
const FIGURES = 3

function Figures({ columns, row }: { columns: readonly Column[]; row: Row }) {
  const figures = columns.filter((column) => isFigure(column) && filled(column, row) !== '').slice(0, FIGURES)
  return (
    <span className="text-right">
      {figures.map((column) => (
        <span key={column.id} className="ml-6 inline-block text-right">
          <span className="block text-small text-ink-2">
            {column.name}
            {column.kind === 'money' && '（元）'}
          </span>
          <b className="block tabular-nums">{filled(column, row)}</b>
        </span>
      ))}
    </span>
  )
}

function Asked({ questions }: { questions: Publication['questions'] }) {
  return (
    <ul className="grid h-full grid-rows-2 gap-4">
      {questions.map(({ matter, words, line, answers, stageName, wrong }) => (
        <li key={matter} className="overflow-hidden rounded-card border border-line bg-paper px-6 py-4">
          <p className="line-clamp-2">
            <b className="text-brand">问 </b>
            {line !== undefined && <span className="text-ink-2">（第 {line} 行）</span>}
            {words}
          </p>
          <p className="line-clamp-3 text-small">
            <b className="text-harvest">答 </b>
            {answers.at(-1)?.words ?? `还没有答复，${stageName}`}
            {wrong && <span className="text-wait">（数字有误，要更正）</span>}
          </p>
        </li>
      ))}
    </ul>
  )
}

function OnPhone({ id, code }: { id: string; code: string }) {
  return (
    <div className="grid h-full grid-cols-[auto_minmax(0,1fr)] items-center">
      <PhoneCode id={id} />
      <div className="pl-10">
        <p className="text-lead">用手机扫一扫，接着看凭证、以前的版本，也能提问。回答对所有人公开。</p>
        <p className="mt-6 text-ink-2">
          核验码 <b className="text-title tracking-wider text-ink">{spacedCode(code)}</b>
        </p>
      </div>
    </div>
  )
}

function Closed({ publication: { id, reach } }: { publication: Publication }) {
  return (
    <div className="grid h-full grid-cols-[auto_minmax(0,1fr)] items-center">
      <PhoneCode id={id} />
      <p className="pl-10 text-lead">这一项{REACHES[reach]}，电视上不显示。请用手机扫一扫，登录后看。</p>
    </div>
  )
}

/** Dark on light: many telephones do not read a code the other way round. */
const PhoneCode = ({ id }: { id: string }) => (
  <div className="text-[color:var(--on-focus)] [--paper:var(--focus-plate)]">
    <QrCode text={`${window.location.origin}/publications/${id}`} label="用手机接着看的二维码" />
  </div>
)
