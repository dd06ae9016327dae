import { Photos } from '#web/ui/photos.tsx'
import { Icon } from '#web/ui/icon.tsx'
import { useUploads } from '#web/matters/desk-photos-control.tsx'
import { noteFresh, pictureOf } from './desk-pictures.ts'

const MOST = 9

/** The voucher pictures of one line: looked at by everybody, added and taken off by who writes it. */
export function Vouchers({
  publication,
  line,
  files,
  onChange,
}: {
  publication: string
  /** From 1. */
  line: number
  files: readonly string[]
  onChange: ((files: readonly string[]) => void) | undefined
}) {
  const { sending, send } = useUploads(files, (kept) => {
    for (const file of kept) if (!files.includes(file)) noteFresh(file)
    onChange?.(kept)
  })
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Photos
        photos={files.map((file, n) => pictureOf(publication, file, `第 ${line} 行凭证第 ${n + 1} 张`))}
        small
      />
      {onChange &&
        files.map((file, n) => (
          <button
            key={file}
            type="button"
            aria-label={`去掉第 ${line} 行凭证第 ${n + 1} 张`}
            className="rounded-small px-1 text-small text-ink-2 hover:text-late"
            onClick={() => onChange(files.filter((other) => other !== file))}
          >
            去掉第 {n + 1} 张
          </button>
        ))}
      {files.length === 0 && !onChange && <span className="text-small text-ink-3">这一行没有凭证照片</span>}
      {onChange && files.length < MOST && (
        <label className="relative inline-flex h-8 items-center gap-1 rounded-small border border-edge bg-paper px-2.5 text-small hover:border-brand hover:text-brand has-focus-visible:outline-2 has-focus-visible:outline-focus">
          <Icon name="camera" className="size-[1.2em]" />
          加凭证照片
          <input
            type="file"
            accept="image/*"
            multiple
            aria-label={`第 ${line} 行，加凭证照片`}
            className="absolute inset-0 size-full cursor-pointer opacity-0"
            onChange={({ currentTarget }) => {
              for (const file of [...(currentTarget.files ?? [])].slice(0, MOST - files.length))
                void send(file)
              currentTarget.value = ''
            }}
          />
        </label>
      )}
      {sending.map(({ key, name, trouble }) => (
        <p key={key} role="status" className={`text-small ${trouble ? 'text-late' : 'text-ink-2'}`}>
          {name}：{trouble ?? '正在上传…'}
        </p>
      ))}
    </div>
  )
}
