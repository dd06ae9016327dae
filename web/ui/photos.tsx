import { useState } from 'react'
import { Icon } from './icon.tsx'

/** A picture that can be shown; `thumb` is the small one when the server has it. */
export interface Picture {
  url: string
  alt: string
  thumb?: string
}

/** Pictures as a strip of squares, `small` in a line of text; pressing one shows it whole, and again puts it back. */
export function Photos({ photos, small }: { photos: readonly Picture[]; small?: true }) {
  const [opened, setOpened] = useState<Picture>()
  return (
    <>
      <ul className="flex flex-wrap gap-2">
        {photos.map((photo) => (
          <li key={photo.url}>
            <button
              type="button"
              aria-label={`看大图：${photo.alt}`}
              className="block overflow-hidden rounded-small"
              onClick={() => setOpened(photo)}
            >
              <img
                src={photo.thumb ?? photo.url}
                alt=""
                loading="lazy"
                className={`${small ? 'size-9' : 'size-20'} bg-well object-cover`}
              />
            </button>
          </li>
        ))}
      </ul>
      {opened && <Whole photo={opened} onClose={() => setOpened(undefined)} />}
    </>
  )
}

function Whole({ photo, onClose }: { photo: Picture; onClose: () => void }) {
  return (
    <dialog
      // Shown as soon as it exists: the browser then keeps the focus inside and gives it back afterwards.
      ref={(dialog) => {
        if (dialog && !dialog.open) dialog.showModal()
      }}
      aria-label={photo.alt}
      className="m-0 h-dvh max-h-none w-full max-w-none bg-ink p-0 text-paper"
      onClose={onClose}
      // Closed, not just taken away: only then does the focus go back to the small picture.
      onClick={(event) => event.currentTarget.close()}
    >
      <img src={photo.url} alt={photo.alt} className="size-full object-contain" />
      <button
        type="button"
        aria-label="关闭大图"
        className="absolute top-2 right-2 grid size-target place-items-center rounded-full bg-ink"
      >
        <Icon name="close" className="size-6" />
      </button>
    </dialog>
  )
}
