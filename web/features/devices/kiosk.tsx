import { useState } from 'react'
import { setVillage, useVillage } from '#web/client/device.ts'
import { Button } from '#web/ui/button.tsx'
import { DeviceCode, shortName, useVillageChoice } from './parts.tsx'
import type { Screen } from './screen.ts'

/** Streets of a county are some ten, villages of a street up to thirty: two columns of nine. */
const PAGE = 18

/** The first start, and later the screen’s own page: its code, and a village to show until somebody registers it. */
export function AboutKiosk({ self, onDone }: { self: Screen['self']; onDone: () => void }) {
  const village = useVillage()
  const isRegistered = self?.state === 'registered'
  return (
    <div className="grid gap-8">
      <h1 className="text-display">{village === undefined ? '这块屏幕放在哪个村？' : '本机设置'}</h1>
      <section className="grid gap-3 rounded-card border border-line bg-paper p-8 text-lead">
        <DeviceCode self={self} />
      </section>
      {!isRegistered && (
        <ChooseVillage
          onChoose={(code) => {
            setVillage(code)
            onDone()
          }}
        />
      )}
      {village === undefined && (
        <Button kind="plain" full onClick={onDone}>
          先不选，看办事指南和常用电话
        </Button>
      )}
    </div>
  )
}

function ChooseVillage({ onChoose }: { onChoose: (code: string) => void }) {
  const { town, places, chooseTown } = useVillageChoice()
  const [page, setPage] = useState(0)
  const go = (code: string | undefined) => {
    setPage(0)
    chooseTown(code)
  }
  const shown = places.slice(page * PAGE, (page + 1) * PAGE)
  return (
    <section className="grid gap-4">
      <div className="flex items-center justify-between gap-4">
        <h2 className="text-title">{town ? `${town.name}的村、社区` : '也可以先在这里选：哪个镇、街道'}</h2>
        {town && (
          <Button kind="soft" icon="back" onClick={() => go(undefined)}>
            换一个镇、街道
          </Button>
        )}
      </div>
      {places.length === 0 && <p className="text-ink-2">没有连上服务器，名单还没有读到。</p>}
      <ul className="grid grid-cols-2 gap-3">
        {shown.map(({ code, name }) => (
          <li key={code}>
            <button
              type="button"
              onClick={() => (town ? onChoose(code) : go(code))}
              className="min-h-[3.6rem] w-full rounded-card border border-line bg-paper px-6 text-left text-lead active:bg-brand-soft"
            >
              {shortName(name)}
            </button>
          </li>
        ))}
      </ul>
      {places.length > PAGE && (
        <Button kind="plain" full onClick={() => setPage((page + 1) * PAGE < places.length ? page + 1 : 0)}>
          看另外的（第 {page + 1} 页，共 {Math.ceil(places.length / PAGE)} 页）
        </Button>
      )}
    </section>
  )
}
