import { useState } from 'react'
import { at, placeNameOf } from '#contract/division-codes.ts'
import { useDivisions } from '#web/client/county.ts'
import { Icon } from '#web/ui/icon.tsx'
import { useNow } from '#web/ui/use-now.ts'
import { momentText } from '#web/ui/when.ts'
import type { Screen } from './screen.ts'

/** How old the content may be before a screen that has its network says so. */
const OLD_MS = 5 * 60_000

/** Said whenever what is shown may not be the newest: the network is away, or nothing was read for long. */
export function OldContent({ isLost, readAt }: { isLost: boolean; readAt: number | undefined }) {
  const now = useNow()
  const isOld = readAt !== undefined && now - readAt > OLD_MS
  if (!isLost && !isOld) return null
  const of =
    readAt === undefined ? '，也还没有读到过内容' : `，现在看到的是${momentText(readAt, now)} 读到的内容`
  return (
    <p role="status" className="flex items-center gap-3 bg-wait-soft px-9 py-3 text-wait">
      <Icon name="warning" className="size-[1.2em] shrink-0" />
      <span>
        {isLost ? '网络断了' : '一直没有读到新内容'}
        {of}。{isLost && '网络恢复后会自己更新。'}
      </span>
    </p>
  )
}

/** The code an officer types at the desk, in two halves as it is read out. */
export function DeviceCode({ self }: { self: Screen['self'] }) {
  if (self?.state === 'registered') {
    return (
      <p>
        已登记为“<b>{self.name}</b>”。要移到别的村或者注销，请村干部在工作台的“设备”里操作。
      </p>
    )
  }
  return (
    <div className="grid gap-2">
      <p>请村干部在工作台的“设备”里填这个登记码，填好后这块屏幕会自己变过来。</p>
      {self?.code ? (
        <output
          aria-label="登记码"
          className="font-numerals text-[3.4rem] leading-tight font-bold tracking-[0.12em] text-brand"
        >
          {`${self.code.slice(0, 3)} ${self.code.slice(3)}`}
        </output>
      ) : (
        <p className="text-ink-2">没有连上服务器，连上后这里会显示登记码。</p>
      )}
    </div>
  )
}

type Place = { code: string; name: string }

/** The streets of the county, then the villages of the one chosen: a screen may show a village before it is registered. */
export function useVillageChoice(): {
  town: Place | undefined
  places: readonly Place[]
  chooseTown: (code: string | undefined) => void
} {
  const divisions = useDivisions() ?? []
  const [chosen, chooseTown] = useState<string>()
  const towns = divisions.filter(({ level }) => level === 'town')
  const town = towns.find(({ code }) => code === chosen)
  const villages = divisions.filter(({ level, code }) => level === 'village' && at('town', code) === chosen)
  return { town, places: town ? villages : towns, chooseTown }
}

export const shortName = placeNameOf
