import type { Content } from '#practice/disclosure/content.ts'
import { useCall } from '#web/client/queries.ts'
import { useMe } from '#web/client/session.ts'
import { Trouble, Waiting } from '#web/matters/desk-state.tsx'
import { Editor } from './desk-editor.tsx'
import { History } from './desk-history.tsx'
import { Published } from './desk-published.tsx'
import { Questions } from './desk-questions.tsx'
import { Reading } from './desk-reading.tsx'
import { Versions } from './desk-versions.tsx'
import { isEditable, type Draft } from './desk-words.ts'

/** What colleagues do meanwhile is looked for this often by those who only read. */
const LOOK_AGAIN_MS = 20_000

/** One publication at the desk of its village: written, examined, approved, published and corrected here. */
export function PublicationDesk({ id }: { id: string }) {
  const { data, error, refetch } = useCall(
    'publications.draft',
    { params: { id } },
    { everyMs: (draft) => (draft && isEditable(draft) ? false : LOOK_AGAIN_MS) },
  )
  const me = useMe()
  if (!data || !me) return error ? <Trouble error={error} onRetry={() => void refetch()} /> : <Waiting />
  return <Opened draft={data} person={me.person} />
}

function Opened({ draft, person }: { draft: Draft; person: string }) {
  const { id, version, steps } = draft
  const { data: shown } = useCall('publications.show', version > 0 ? { params: { id } } : undefined)
  const isInWork = version > 0 && draft.state !== 'published' && draft.state !== 'taken-down'
  const more = (
    <>
      {shown && <Published shown={shown} />}
      {shown && <Questions questions={shown.questions} />}
      <History publication={id} steps={steps} />
    </>
  )
  const versions = (content: Content) =>
    shown && (
      <Versions versions={shown.versions} inWork={isInWork ? { content, reason: draft.reason } : undefined} />
    )
  if (isEditable(draft))
    return <Editor key={draft.state} draft={draft} person={person} more={more} below={versions} />
  return <Reading draft={draft} more={more} below={versions(draft.content)} />
}
