import { Suspense, useEffect, useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { useLocation } from 'wouter'
import { keepCasting } from '#web/client/ballots.ts'
import { call } from '#web/client/call.ts'
import { useLive } from '#web/client/live.ts'
import { useOnline } from '#web/client/online.ts'
import { useCall } from '#web/client/queries.ts'
import { takeOverDrafts } from '#web/client/drafts.ts'
import { keepSending, outbox } from '#web/client/sending.ts'
import { useMe } from '#web/client/session.ts'
import { Icon } from '#web/ui/icon.tsx'
import { NavigateContext } from '#web/ui/link.tsx'
import { Skeleton } from '#web/ui/skeleton.tsx'
import { TabsBar } from '#web/ui/tabs-bar.tsx'
import { toast, Toasts } from '#web/ui/toast.tsx'
import { startAppWorker } from './app-worker.ts'
import { useNavigation } from './navigation.ts'
import { paths } from './paths.ts'
import { Routes } from './routes.tsx'

/** The first page is on screen by then. */
const PREPARE_AFTER_MS = 3_000
/** A list changes by the day at most. */
const PREPARED_MS = 86_400_000

/** What every screen of the phone stands in: where links go, the network, the outbox, the tabs. */
export function Shell() {
  const navigate = useNavigation()
  const me = useMe()
  const person = me?.person
  useLive(person !== undefined)
  useSending(person)
  // A secret ballot is nobody’s: it is put in whoever is signed in, and after signing out.
  useEffect(() => keepCasting(), [])
  usePrepared(person)
  return (
    <NavigateContext.Provider value={navigate}>
      <a
        href="#main"
        className="sr-only focus:not-sr-only focus:absolute focus:z-30 focus:bg-paper focus:p-3 focus:text-brand"
      >
        跳到正文
      </a>
      <OfflineLine />
      <NewVersionLine />
      <Suspense fallback={<Waiting />}>
        <Routes tabs={<Tabs signedIn={person !== undefined} />} />
      </Suspense>
      <Toasts />
    </NavigateContext.Provider>
  )
}

/** Fetches what a report needs while nothing else is loading, so that the form also works where there is no network. */
function usePrepared(person: string | undefined) {
  const cache = useQueryClient()
  useEffect(() => {
    if (person === undefined) return undefined
    const input = { params: { id: 'grid-matters' } }
    const timer = setTimeout(() => {
      void cache.prefetchQuery({
        queryKey: ['places.catalogue', input],
        queryFn: () => call('places.catalogue', input),
        staleTime: PREPARED_MS,
      })
    }, PREPARE_AFTER_MS)
    return () => clearTimeout(timer)
  }, [cache, person])
}

/** Sends what waits on the telephone, and says so when it has gone by itself. */
function useSending(person: string | undefined) {
  const cache = useQueryClient()
  useEffect(() => {
    if (person === undefined) return undefined
    void takeOverDrafts(person)
    return keepSending(person)
  }, [person])
  useEffect(
    () =>
      outbox.onArrival((parcel, { number }) => {
        void cache.invalidateQueries({ queryKey: ['matters.list'] })
        const isOld = Date.now() - Date.parse(parcel.at) > 5_000
        if (isOld) toast(`“${parcel.title}”已经发出去了，编号 ${number}`)
      }),
    [cache],
  )
}

function OfflineLine() {
  if (useOnline()) return null
  return (
    <p
      role="status"
      className="flex items-center justify-center gap-2 bg-wait-soft px-page py-2 text-small text-ink"
    >
      <Icon name="warning" className="size-[1.1em] text-wait" />
      没有网络。写的都会先存在手机里
    </p>
  )
}

function NewVersionLine() {
  const [take, setTake] = useState<() => void>()
  useEffect(() => startAppWorker((next) => setTake(() => next)), [])
  if (!take) return null
  return (
    <button
      type="button"
      className="flex min-h-target w-full items-center justify-center gap-2 bg-brand-soft px-page text-brand"
      onClick={take}
    >
      有新版本，点这里换上
    </button>
  )
}

function Waiting() {
  return (
    <div className="p-page pt-18">
      <Skeleton shape="cards" />
    </div>
  )
}

function Tabs({ signedIn }: { signedIn: boolean }) {
  const [path] = useLocation()
  const { data } = useCall('notices.list', signedIn ? { query: {} } : undefined)
  const tabs = [
    { label: '首页', icon: 'home', href: paths.home() },
    { label: '事项', icon: 'list', href: paths.matters() },
    { label: '报事', icon: 'plus', href: paths.report(), raised: true },
    { label: '消息', icon: 'bell', href: paths.notices(), count: data?.unread },
    { label: '我的', icon: 'person', href: paths.me() },
  ] as const
  return <TabsBar tabs={tabs} current={path} />
}
