/**
 * Runs `work` at once, then not again before `ms` have passed, however often it is called: the calls in between
 * become one at the end. Nothing is lost, and a burst costs one run.
 */
export type Paced = { (): void; stop: () => void }

export function paced(ms: number, work: () => void): Paced {
  let timer: NodeJS.Timeout | undefined
  let again = false
  const rest = () => {
    timer = undefined
    if (!again) return
    again = false
    call()
  }
  function call(): void {
    if (timer) {
      again = true
      return
    }
    timer = setTimeout(rest, ms).unref()
    work()
  }
  call.stop = () => {
    clearTimeout(timer)
    again = false
  }
  return call
}
