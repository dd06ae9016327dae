import { Button, Tag } from 'antd'

/** The filters in force, each with its cross, and all at once where there are several. */
export function DeskChips<Key extends string>({
  chips,
  onRemove,
  onClear,
}: {
  chips: readonly { key: Key; says: string }[]
  onRemove: (key: Key) => void
  onClear: () => void
}) {
  return (
    <ul aria-label="正在按这些条件看" className="flex flex-wrap items-center gap-1.5">
      {chips.map(({ key, says }) => (
        <li key={key}>
          <Tag
            variant="filled"
            className="m-0 text-small"
            closable={{ 'aria-label': `去掉条件 ${says}` }}
            onClose={(event) => {
              event.preventDefault()
              onRemove(key)
            }}
          >
            {says}
          </Tag>
        </li>
      ))}
      {chips.length > 1 && (
        <li>
          <Button size="small" type="text" onClick={onClear}>
            全部去掉
          </Button>
        </li>
      )}
    </ul>
  )
}
