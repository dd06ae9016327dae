import { Button } from 'antd'
import { useEffect, useRef } from 'react'
import type { usePages } from '#web/client/queries.ts'

/** The end of a list: reads on when it comes into sight, and says when there is no more. */
export function More({ pages }: { pages: ReturnType<typeof usePages<'matters.list'>> }) {
  const { hasNextPage, isFetchingNextPage, fetchNextPage, rows, error } = pages
  const end = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const element = end.current
    if (!element || !hasNextPage || isFetchingNextPage || error) return undefined
    const watch = new IntersectionObserver(([entry]) => {
      if (entry?.isIntersecting) void fetchNextPage()
    })
    watch.observe(element)
    return () => watch.disconnect()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage, error])
  return (
    <div ref={end} className="p-3 text-center text-small text-ink-3">
      {isFetchingNextPage && '正在读后面的…'}
      {hasNextPage && !isFetchingNextPage && (
        <Button size="small" type="text" onClick={() => void fetchNextPage()}>
          {error ? '后面的没有读出来，再试一次' : '看后面的'}
        </Button>
      )}
      {!hasNextPage && `共 ${rows.length} 件，都在这里了`}
    </div>
  )
}
