import { Button } from './button.tsx'

interface MoreProps {
  pages: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown }
}

/** What stands under a list that goes on. */
export function More({ pages }: MoreProps) {
  if (!pages.hasNextPage) return null
  return (
    <Button full kind="plain" busy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
      再看一些
    </Button>
  )
}
