import { Field, type FieldFace } from './field.tsx'
import { Icon, type IconName } from './icon.tsx'
import type { Picture } from './photos.tsx'

/** A photo on its way: it can be seen at once, whether or not the network is there. */
export interface Photo extends Picture {
  id: string
  /** From 0 to 1 while it is being sent; absent once kept. */
  progress?: number | undefined
  /** Why it did not go, said so that one can act on it. */
  trouble?: string | undefined
}

interface PhotoFieldProps extends FieldFace {
  files: readonly Photo[]
  /** Called once for each picture taken or picked. Shrinking and sending are the caller's. */
  onAdd: (file: File) => void
  onRemove: (id: string) => void
  max?: number
}

/** Photos from the camera or the album. */
export function PhotoField({ files, onAdd, onRemove, max = 9, required, ...face }: PhotoFieldProps) {
  const room = max - files.length
  return (
    <Field
      {...face}
      required={required ?? false}
      group
      aside={<span className="shrink-0">{`${files.length} / ${max} 张`}</span>}
    >
      {() => (
        <ul className="grid grid-cols-3 gap-2">
          {files.map((photo, index) => (
            <Thumbnail key={photo.id} photo={photo} index={index} onRemove={() => onRemove(photo.id)} />
          ))}
          {room > 0 && (
            <>
              <Source icon="camera" words="拍照" camera room={1} onAdd={onAdd} />
              <Source icon="picture" words="相册" room={room} onAdd={onAdd} />
            </>
          )}
        </ul>
      )}
    </Field>
  )
}

function Source({
  icon,
  words,
  camera = false,
  room,
  onAdd,
}: {
  icon: IconName
  words: string
  camera?: boolean
  room: number
  onAdd: (file: File) => void
}) {
  return (
    <li>
      <label
        className="relative grid aspect-square place-content-center justify-items-center gap-1 rounded-card border border-dashed
          border-edge bg-paper text-small text-ink-2 has-focus-visible:outline-3 has-focus-visible:outline-focus"
      >
        <Icon name={icon} className="size-7 text-brand" />
        {words}
        <input
          type="file"
          accept="image/*"
          className="absolute inset-0 size-full cursor-pointer opacity-0"
          multiple={room > 1}
          {...(camera ? { capture: 'environment' as const } : {})}
          onChange={(event) => {
            for (const file of [...(event.currentTarget.files ?? [])].slice(0, room)) onAdd(file)
            // The same picture may be removed and picked again; without this no second change is told.
            event.currentTarget.value = ''
          }}
        />
      </label>
    </li>
  )
}

function Thumbnail({ photo, index, onRemove }: { photo: Photo; index: number; onRemove: () => void }) {
  const name = `第 ${index + 1} 张照片`
  return (
    <li className="relative aspect-square overflow-hidden rounded-card bg-well">
      <img src={photo.thumb ?? photo.url} alt={photo.alt || name} className="size-full object-cover" />
      {photo.progress !== undefined && !photo.trouble && (
        <div
          role="progressbar"
          aria-label={`${name}正在上传`}
          aria-valuenow={Math.round(photo.progress * 100)}
          className="absolute inset-x-2 bottom-2 h-2 overflow-hidden rounded-full bg-paper"
        >
          <div className="h-full bg-brand" style={{ width: `${photo.progress * 100}%` }} />
        </div>
      )}
      {photo.trouble && (
        <p className="absolute inset-x-0 bottom-0 bg-late-soft px-2 py-1 text-note text-late">
          {photo.trouble}
        </p>
      )}
      <button
        type="button"
        aria-label={`去掉${name}`}
        className="absolute top-0 right-0 grid size-target place-items-start justify-items-end p-1"
        onClick={onRemove}
      >
        <span className="grid size-7 place-items-center rounded-full bg-ink text-paper">
          <Icon name="close" className="size-4" />
        </span>
      </button>
    </li>
  )
}
