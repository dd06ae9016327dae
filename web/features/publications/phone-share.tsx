import { Icon } from '#web/ui/icon.tsx'
import { toast } from '#web/ui/toast.tsx'

/** Gives the address of this page on: with the telephone’s own sharing, else by copying it. */
export function Share({ title }: { title: string }) {
  const share = async () => {
    const url = location.origin + location.pathname
    try {
      // Absent in desktop browsers, whatever the types say.
      if (typeof navigator.share === 'function') return await navigator.share({ title, url })
      await navigator.clipboard.writeText(url)
      return toast('网址复制好了，可以发给家里人')
    } catch (error) {
      // Closing the telephone’s own sheet is no fault.
      if (!(error instanceof DOMException && error.name === 'AbortError'))
        toast('没有复制成功，请长按网址栏复制', 'trouble')
      return undefined
    }
  }
  return (
    <button
      type="button"
      onClick={() => void share()}
      className="inline-flex min-h-target items-center gap-1 px-2 text-brand"
    >
      <Icon name="share" />
      发给家人
    </button>
  )
}
