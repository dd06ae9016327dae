import { useCall } from '#web/client/queries.ts'
import { useVillage } from '#web/client/village.ts'
import { paths } from '#web/surfaces/phone/paths.ts'
import { Icon } from '#web/ui/icon.tsx'
import { Link } from '#web/ui/link.tsx'
import { List, Row } from '#web/ui/list.tsx'
import { HangingList } from './phone-board.tsx'

const NEWEST = 3

/** On the first page: what is new on my village’s board, and calmly whether anything is late. */
export function HomeBoard() {
  const { code } = useVillage()
  const { data: village } = useCall(
    'disclosure.village',
    code === undefined ? undefined : { params: { division: code }, query: {} },
  )
  const { data: board } = useCall(
    'publications.board',
    code === undefined ? undefined : { query: { division: code, limit: NEWEST } },
  )
  if (code === undefined) {
    return (
      <List label="村务公开">
        <Row
          icon="eye"
          title="看村里公开了什么"
          note="选您的村，不用登录，在外地也能看"
          href={paths.villages()}
        />
      </List>
    )
  }
  if (!village) return null
  return (
    <section aria-labelledby="board" className="grid gap-2">
      <div className="flex items-center justify-between gap-3">
        <h2 id="board" className="text-lead">
          {village.name}公开栏
        </h2>
        <Link href={paths.disclosure(code)} className="grid min-h-target place-items-center px-2 text-brand">
          全部
        </Link>
      </div>
      <Link
        href={paths.disclosure(code)}
        className="flex min-h-target flex-wrap items-center gap-x-3 rounded-card bg-well px-4 py-2"
      >
        <span>应公开 {village.due}</span>
        <span>已公开 {village.published}</span>
        <span className={`inline-flex items-center gap-1 ${village.late > 0 ? 'font-bold text-late' : ''}`}>
          {village.late > 0 && <Icon name="warning" className="size-[1.1em]" />}
          逾期 {village.late}
        </span>
      </Link>
      {board && board.rows.length > 0 && <HangingList label="最近公开的" rows={board.rows} />}
    </section>
  )
}
