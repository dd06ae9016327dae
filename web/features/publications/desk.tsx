import { useCall } from '#web/client/queries.ts'
import { Trouble, Waiting } from '#web/matters/desk-state.tsx'

/** One publication at the desk of its village: written, examined, approved, published and corrected here. */
export function PublicationDesk({ id }: { id: string }) {
  const { data, error, refetch } = useCall('publications.draft', { params: { id } })
  if (!data) return error ? <Trouble error={error} onRetry={() => void refetch()} /> : <Waiting />
  return (
    <article aria-label={data.title} className="p-6">
      <h1 className="text-title font-bold">{data.title}</h1>
      <p className="text-ink-2">{data.stateName}</p>
      <p className="max-w-[34em]">{data.summary}</p>
    </article>
  )
}
