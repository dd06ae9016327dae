import { readSearch } from '#web/client/search-params.ts'
import { paths } from '#web/surfaces/desk/paths.ts'
import { Link } from '#web/ui/link.tsx'
import { piecesOf, type Figure, type Sentence } from './words.ts'

/** A sentence with its numbers, each a way into its records; worded ones keep what the program said beside them. */
export function SentenceText({ sentence }: { sentence: Sentence }) {
  const { own, machine, figures, from } = sentence
  if (own === undefined) return <Machine machine={machine ?? ''} figures={figures} />
  return (
    <>
      {own}
      {from && <span className="text-ink-2">（{from.area}）</span>}
      {machine === undefined ? (
        figures.length > 0 && <Sources figures={figures} />
      ) : (
        <span className="block pl-[2em] indent-0 text-note text-ink-2 print:text-small">
          系统数据：
          <Machine machine={machine} figures={figures} />
        </span>
      )}
    </>
  )
}

function Machine({ machine, figures }: { machine: string; figures: readonly Figure[] }) {
  return piecesOf(machine, figures).map((piece, index) =>
    typeof piece === 'string' ? <span key={index}>{piece}</span> : <Number key={index} figure={piece} />,
  )
}

/** Of a sentence taken from below: what its numbers were, for whoever looks on the screen. */
function Sources({ figures }: { figures: readonly Figure[] }) {
  return (
    <span className="block pl-[2em] indent-0 text-note text-ink-2 print:hidden">
      {figures.map((figure) => (
        <span key={figure.list} className="mr-3">
          {figure.name} <Number figure={figure} />
        </span>
      ))}
    </span>
  )
}

function Number({ figure }: { figure: Figure }) {
  const { name, value, now, list } = figure
  return (
    <>
      <Link
        href={paths.matters(readSearch(list))}
        title={`${name}：打开这 ${value} 件`}
        className="font-bold tabular-nums text-brand underline decoration-line underline-offset-4 hover:decoration-brand print:font-normal print:text-ink print:no-underline"
      >
        {value}
      </Link>
      {now !== undefined && (
        <span className="mx-1 rounded-small bg-wait-soft px-1 text-note text-wait print:hidden">
          现在 {now} 件
        </span>
      )}
    </>
  )
}
