import { Component, type ReactNode } from 'react'

const KEY = 'last-resort'
const AGAIN_MS = 30_000

/** What a shared screen says when everything else failed: whose it is and whom to call. Kept outside every cache. */
export function rememberResort(place: string, offices: readonly { name: string; phone: string }[]): void {
  localStorage.setItem(KEY, JSON.stringify({ place, offices }))
}

function resort(): { place: string; offices: { name: string; phone: string }[] } {
  const kept = localStorage.getItem(KEY)
  // Only the function above writes there.
  return kept === null ? { place: '', offices: [] } : (JSON.parse(kept) as ReturnType<typeof resort>)
}

/** A screen that hangs in a hall is never black: when drawing fails it shows the village and its telephones, and tries again. */
export class SafetyNet extends Component<{ children: ReactNode }, { isTorn: boolean }> {
  override state = { isTorn: false }

  static getDerivedStateFromError() {
    return { isTorn: true }
  }

  override componentDidCatch(error: Error) {
    // The screen's report to the desk takes it from there.
    window.dispatchEvent(new ErrorEvent('error', { message: error.message }))
    setTimeout(() => window.location.reload(), AGAIN_MS)
  }

  override render() {
    return this.state.isTorn ? <LastResort /> : this.props.children
  }
}

function LastResort() {
  const { place, offices } = resort()
  return (
    <main className="grid min-h-screen content-center justify-items-center bg-ground p-12 text-center">
      <h1 className="mb-6 font-title text-display font-bold text-brand">{place || '便民服务'}</h1>
      <p className="mb-6 text-lead">屏幕正在恢复，请稍等。</p>
      {offices.map(({ name, phone }) => (
        <p key={name} className="text-title">
          {name} {phone}
        </p>
      ))}
      <p className="mt-6 text-ink-2">急事请打 110、119、120。</p>
    </main>
  )
}
