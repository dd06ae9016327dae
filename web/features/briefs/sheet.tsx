import { onPaper } from '#web/ui/on-paper.ts'
import { AddSentence, EditableSentence, type Hands } from './desk-sentence.tsx'
import { SentenceText } from './sentence.tsx'
import { COUNT, type Brief, type Sentence } from './words.ts'
import './sheet.css'

/** The brief on A4, as it is read and printed; whoever may write has `hands` and gets the controls. */
export function BriefSheet({
  brief,
  hands,
  faults = {},
}: {
  brief: Brief
  hands?: Hands | undefined
  /** What is missing for a signature, by section. */
  faults?: Readonly<Record<string, string>> | undefined
}) {
  const { title, period, version, signature, sections, notes, areaName } = brief
  const [name, week] = title.split(/(?=（)/)
  return (
    <article className="brief-sheet" aria-label={title}>
      <header className="mb-6 text-center">
        <h1 className="brief-title">
          {name}
          <span>{week}</span>
        </h1>
        <p className="mt-2 text-ink-2">
          {period}
          {version > 1 && ` · 第 ${version} 版（更正）`}
          {!signature && ' · 草稿，未签发'}
        </p>
      </header>
      {sections.map((section, index) => (
        <section key={section.id} aria-label={section.name} className="mb-4">
          <h2 className="brief-heading">
            {COUNT[index]}、{section.name}
          </h2>
          {section.sentences.map((sentence) => (
            <SheetSentence key={sentence.id} sentence={sentence} hands={hands} />
          ))}
          {section.sentences.length === 0 && <p className="brief-words text-ink-2">（本周未写）</p>}
          {section.sentences.length === 0 && faults[section.id] && (
            <p className="py-1 text-late">{faults[section.id]}</p>
          )}
          {hands && <AddSentence section={section} {...hands} />}
        </section>
      ))}
      <footer className="break-inside-avoid">
        <div className="mt-8 mb-6 grid justify-items-end gap-1 pr-8">
          <p>{areaName}</p>
          <p>签发：{signature ? `${signature.name}（${signature.title}）` : '＿＿＿＿＿＿＿＿'}</p>
          <p>{signature ? onPaper(signature.at) : '日期：＿＿＿＿＿＿＿＿'}</p>
        </div>
        <ul className="border-t border-line pt-3 text-small text-ink-2">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
          {signature && <li>签发校验码：{signature.hash.slice(0, 16)}</li>}
        </ul>
      </footer>
    </article>
  )
}

function SheetSentence({ sentence, hands }: { sentence: Sentence; hands: Hands | undefined }) {
  const words = (
    <p className="brief-words">
      <SentenceText sentence={sentence} />
    </p>
  )
  return (
    <div data-sentence={sentence.id}>
      {hands ? (
        <EditableSentence sentence={sentence} {...hands}>
          {words}
        </EditableSentence>
      ) : (
        words
      )}
    </div>
  )
}
