import { Button } from './button.tsx'

type Props = { page: number; pages: number; onPage: (page: number) => void }

/** Pages of a list where nobody scrolls: one back, where one is, one on. `page` counts from 0. */
export function Pager({ page, pages, onPage }: Props) {
  return (
    <div className="grid grid-cols-[1fr_auto_1fr] items-start gap-4">
      <Button
        kind="plain"
        full
        reason={page === 0 ? '已经是第一页' : undefined}
        onClick={() => onPage(page - 1)}
      >
        上一页
      </Button>
      <span className="pt-3 text-ink-2">
        第 {page + 1} 页，共 {pages} 页
      </span>
      <Button
        kind="plain"
        full
        reason={page === pages - 1 ? '已经是最后一页' : undefined}
        onClick={() => onPage(page + 1)}
      >
        下一页
      </Button>
    </div>
  )
}
