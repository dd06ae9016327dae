/** Turns on a button while what it does is on its way. Only to look at: it is not read aloud. */
export function Spinner() {
  return (
    <span
      aria-hidden="true"
      className="inline-block size-[1.1em] animate-spin rounded-full border-2 border-current border-r-transparent"
    />
  )
}
