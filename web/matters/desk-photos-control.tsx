import { useEffect, useRef, useState, type DragEvent, type ReactNode } from 'react'
import { addressOf, CallError, newKey, upload } from '#web/client/call.ts'
import { Icon } from '#web/ui/icon.tsx'
import type { ControlProps } from './desk-controls.tsx'

type Sending = { key: string; name: string; trouble?: string }

/** Sends pictures as they come; `kept` are those that arrived. */
export function useUploads(kept: readonly string[], onChange: (ids: string[]) => void) {
  const [sending, setSending] = useState<readonly Sending[]>([])
  // Several uploads end at different times; each adds to what the others have added meanwhile.
  const latest = useRef(kept)
  useEffect(() => {
    latest.current = kept
  })
  const send = async (file: File) => {
    const key = newKey()
    setSending((list) => [...list, { key, name: file.name }])
    try {
      const { id } = await upload(file)
      const all = [...new Set([...latest.current, id])]
      latest.current = all
      onChange(all)
      setSending((list) => list.filter((one) => one.key !== key))
    } catch (error) {
      const trouble = error instanceof CallError ? error.message : '没有传上来'
      setSending((list) => list.map((one) => (one.key === key ? { ...one, trouble } : one)))
    }
  }
  return { sending, send }
}

/** The pictures of a flow's form. */
export function PhotosControl({ field, value, onChange }: ControlProps) {
  const kept = Array.isArray(value) ? value.map(String) : []
  return <Pictures label={field.label} max={field.max ?? 9} kept={kept} onChange={onChange} />
}

interface PicturesProps {
  label: string
  max: number
  kept: readonly string[]
  onChange: (ids: string[]) => void
  /** What is asked about each of them, below it. */
  about?: (id: string, index: number) => ReactNode
}

/** Pictures picked or dropped here; each is sent at once, and one that fails says why and leaves the others be. */
export function Pictures({ label, max, kept, onChange, about }: PicturesProps) {
  const { sending, send } = useUploads(kept, onChange)
  const room = max - kept.length
  const take = (files: FileList | null) => {
    for (const file of [...(files ?? [])].slice(0, room)) void send(file)
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    take(event.dataTransfer.files)
  }

  return (
    <div className="grid gap-2" onDragOver={(event) => event.preventDefault()} onDrop={drop}>
      <ul className="flex flex-wrap gap-2">
        {kept.map((id, index) => (
          <Thumb
            key={id}
            id={id}
            index={index}
            onRemove={() => onChange(kept.filter((other) => other !== id))}
          >
            {about?.(id, index)}
          </Thumb>
        ))}
        {room > 0 && (
          <li>
            <label className="relative grid size-20 place-content-center justify-items-center rounded-small border border-dashed border-edge text-small text-ink-2 hover:border-brand hover:text-brand has-focus-visible:outline-2 has-focus-visible:outline-focus">
              <Icon name="plus" />
              加图片
              <input
                type="file"
                accept="image/*"
                multiple
                aria-label={`${label}，选图片`}
                className="absolute inset-0 size-full cursor-pointer opacity-0"
                onChange={(event) => {
                  take(event.currentTarget.files)
                  event.currentTarget.value = ''
                }}
              />
            </label>
          </li>
        )}
      </ul>
      {sending.map(({ key, name, trouble }) => (
        <p key={key} role="status" className={`text-small ${trouble ? 'text-late' : 'text-ink-2'}`}>
          {name}：{trouble ?? '正在上传…'}
        </p>
      ))}
    </div>
  )
}

function Thumb({
  id,
  index,
  onRemove,
  children,
}: {
  id: string
  index: number
  onRemove: () => void
  children: ReactNode
}) {
  return (
    <li className="relative">
      <img
        src={addressOf('files.get', { params: { id }, query: { size: 'small' } })}
        alt={`第 ${index + 1} 张`}
        className="size-20 rounded-small bg-well object-cover"
      />
      <button
        type="button"
        aria-label={`去掉第 ${index + 1} 张`}
        className="absolute top-1 right-1 grid size-6 place-items-center rounded-full bg-ink text-paper"
        onClick={onRemove}
      >
        <Icon name="close" className="size-3.5" />
      </button>
      {children}
    </li>
  )
}
