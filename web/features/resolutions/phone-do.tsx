import { useState } from 'react'
import { newKey, upload } from '#web/client/call.ts'
import { useChange } from '#web/client/queries.ts'
import { shrink } from '#web/client/shrink.ts'
import { Button } from '#web/ui/button.tsx'
import { PhotoField, type Photo } from '#web/ui/photo-field.tsx'
import { Sheet } from '#web/ui/sheet.tsx'
import { TextArea } from '#web/ui/text-area.tsx'
import { toast } from '#web/ui/toast.tsx'
import type { Task } from './words.ts'

type Kind = 'progress' | 'finish'
type Taken = Photo & { stored?: string }

/** Whoever has a task says how it goes and that it is done, with pictures; money is booked at the desk. */
export function DoTask({ id, task }: { id: string; task: Task }) {
  const [kind, setKind] = useState<Kind>()
  return (
    <div className="grid grid-cols-2 gap-2">
      <Button kind="soft" onClick={() => setKind('progress')}>
        报进展
      </Button>
      <Button onClick={() => setKind('finish')}>办好了</Button>
      {kind && <Said id={id} task={task} kind={kind} onClose={() => setKind(undefined)} />}
    </div>
  )
}

function Said({ id, task, kind, onClose }: { id: string; task: Task; kind: Kind; onClose: () => void }) {
  const [words, setWords] = useState('')
  const [key, setKey] = useState(newKey)
  const { photos, add, remove } = usePhotos()
  const step = useChange('resolutions.step', ['resolutions.show', 'resolutions.list'])
  const files = photos.flatMap(({ stored }) => stored ?? [])
  const waits = photos.some(({ stored, trouble }) => !stored && !trouble)
  const reason =
    words.trim().length < 2
      ? '请写一句情况'
      : waits
        ? '照片还在上传'
        : kind === 'finish' && files.length === 0
          ? '办好了要拍张照片'
          : undefined
  const send = () =>
    step.mutate(
      { input: { params: { id }, body: { action: kind, task: task.id, words: words.trim(), files } }, key },
      {
        onSuccess: () => {
          toast(kind === 'finish' ? '已经记为办好' : '进展已经报上去')
          onClose()
        },
      },
    )
  return (
    <Sheet
      open
      title={kind === 'finish' ? '办好了' : '报进展'}
      onClose={onClose}
      footer={
        <Button full reason={reason} busy={step.isPending} onClick={send}>
          报上去
        </Button>
      }
    >
      <div className="grid gap-5">
        <p className="text-ink-2">{task.words}</p>
        <TextArea
          label={kind === 'finish' ? '办成什么样' : '办到哪了'}
          required
          max={2000}
          value={words}
          error={step.error?.fields['words']}
          onChange={(value) => {
            setWords(value)
            setKey(newKey())
          }}
        />
        <PhotoField
          label="照片"
          required={kind === 'finish'}
          files={photos}
          error={step.error && !step.error.fields['words'] ? step.error.message : undefined}
          onAdd={(file) => void add(file)}
          onRemove={remove}
        />
      </div>
    </Sheet>
  )
}

/** Pictures shrunk and sent as they are taken; one that fails says why and leaves the others be. */
function usePhotos() {
  const [photos, setPhotos] = useState<readonly Taken[]>([])
  const change = (id: string, more: Partial<Taken>) =>
    setPhotos((list) => list.map((one) => (one.id === id ? { ...one, ...more } : one)))
  const add = async (file: File) => {
    const id = newKey()
    setPhotos((list) => [...list, { id, url: URL.createObjectURL(file), alt: '', progress: 0.3 }])
    try {
      const { blob } = await shrink(file)
      const { id: stored } = await upload(blob)
      change(id, { stored, progress: undefined })
    } catch (error) {
      change(id, { trouble: error instanceof Error ? error.message : '没有传上来', progress: undefined })
    }
  }
  const remove = (id: string) => setPhotos((list) => list.filter((one) => one.id !== id))
  return { photos, add, remove }
}
