import { InputNumber } from 'antd'

type Counts<Name extends string> = Readonly<Partial<Record<Name, number>>>

/** The numbers a teller counted, side by side. */
export function CountFields<Name extends string>({
  names,
  counts,
  onChange,
}: {
  names: Readonly<Record<Name, string>>
  counts: Counts<Name>
  onChange: (counts: Counts<Name>) => void
}) {
  return (
    <div className="flex gap-2">
      {keysOf(names).map((name) => (
        <label key={name} className="grid flex-1 gap-1">
          <span className="text-small">{names[name]}</span>
          <InputNumber
            min={0}
            precision={0}
            style={{ width: '100%' }}
            value={counts[name] ?? null}
            onChange={(count) => onChange({ ...counts, [name]: count ?? undefined })}
          />
        </label>
      ))}
    </div>
  )
}

/** All of them; undefined while one is empty, because nothing is not nought. */
export function wholeOf<Name extends string>(
  names: Readonly<Record<Name, string>>,
  counts: Counts<Name>,
): Record<Name, number> | undefined {
  const keys = keysOf(names)
  if (keys.some((name) => counts[name] === undefined)) return undefined
  // Every name has its number: the line above.
  return counts as Record<Name, number>
}

const keysOf = <Name extends string>(names: Readonly<Record<Name, string>>) =>
  // The record is written out where it is used and has no further keys.
  Object.keys(names) as Name[]
