const shapes = {
  list: ['h-16', 'h-16', 'h-16', 'h-16'],
  cards: ['h-28', 'h-28', 'h-28'],
  detail: ['h-32', 'h-20', 'h-48'],
} as const

/** The outline of what is coming, in the shape it will have; shown only when 200 ms were not enough. */
export function Skeleton({ shape = 'list' }: { shape?: keyof typeof shapes }) {
  return (
    <div role="status" className="grid gap-3 appear-late">
      <span className="sr-only">正在读取</span>
      {shapes[shape].map((height, index) => (
        <div
          key={index}
          aria-hidden="true"
          className={`rounded-card border border-line bg-paper p-4 ${height}`}
        >
          <div className="h-4 w-2/3 rounded-small bg-well" />
          <div className="mt-3 h-3 w-2/5 rounded-small bg-well" />
        </div>
      ))}
    </div>
  )
}
