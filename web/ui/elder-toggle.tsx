import { Icon } from './icon.tsx'

/** Turns the large characters of elder.css on or off for the whole page. */
export function applyElder(on: boolean) {
  document.documentElement.classList.toggle('elder', on)
}

/** 大字版 as a switch. The holder of `on` remembers it; the page changes at once. */
export function ElderToggle({ on, onChange }: { on: boolean; onChange: (on: boolean) => void }) {
  return (
    <button
      type="button"
      role="switch"
      aria-checked={on}
      className="inline-flex min-h-target items-center gap-2 rounded-full border border-edge bg-paper px-4 text-ink
        aria-checked:border-brand aria-checked:bg-brand-soft aria-checked:text-brand"
      onClick={() => {
        applyElder(!on)
        onChange(!on)
      }}
    >
      <Icon name="letter" />
      大字版
      {on && <Icon name="check" className="size-[1em]" />}
    </button>
  )
}
