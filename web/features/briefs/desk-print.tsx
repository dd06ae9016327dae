import { Button } from 'antd'
import { useCall } from '#web/client/queries.ts'
import { Trouble, Waiting } from '#web/matters/desk-state.tsx'
import { paths } from '#web/surfaces/desk/paths.ts'
import { BriefSheet } from './sheet.tsx'

/** One brief on A4 paper. */
export function PrintBrief({ id }: { id: string }) {
  const { data: brief, error, refetch } = useCall('briefs.show', { params: { id } })
  if (!brief) return error ? <Trouble error={error} onRetry={() => void refetch()} /> : <Waiting />
  return (
    <main className="min-h-full bg-well p-6 print:bg-paper print:p-0">
      <div className="mx-auto mb-4 flex max-w-[210mm] items-center gap-2 print:hidden">
        <Button type="primary" onClick={() => print()}>
          打印
        </Button>
        <Button href={paths.brief(id)}>回到简报</Button>
        <span className="text-ink-2">A4 纸，打印或另存为 PDF</span>
      </div>
      <BriefSheet brief={brief} />
    </main>
  )
}
