import { useState } from 'react'
import { setBoard, useIsBoard, setVillage, useVillage } from '#web/client/device.ts'
import { DeviceCode, shortName, useVillageChoice } from './parts.tsx'
import type { Screen } from './screen.ts'

/** Three columns of four, moved through with the arrows. */
const PAGE = 12

/** The first start, and later key 0: the code, the village to show until somebody registers it, and whether it is a hall's board. */
export function AboutTv({ self, onDone }: { self: Screen['self']; onDone: () => void }) {
  const village = useVillage()
  const isBoard = useIsBoard()
  const button = 'min-h-[2.2rem] rounded-card border border-edge px-6 text-small font-bold'
  return (
    <div className="grid h-full grid-rows-[auto_auto_minmax(0,1fr)_auto] gap-5">
      <h1 className="text-title font-bold">{village === undefined ? '这台电视放在哪个村？' : '本机设置'}</h1>
      <section className="rounded-card border border-line bg-paper px-6 py-4">
        <DeviceCode self={self} />
      </section>
      {self?.state === 'registered' ? (
        <span />
      ) : (
        <ChooseVillage
          onChoose={(code) => {
            setVillage(code)
            onDone()
          }}
        />
      )}
      <p>
        <button type="button" className={button} onClick={onDone}>
          {village === undefined ? '先不选' : '回首页'}
        </button>
        <button
          type="button"
          aria-pressed={isBoard}
          className={`ml-5 ${button}`}
          onClick={() => setBoard(!isBoard)}
        >
          大厅轮播屏：{isBoard ? '是，一直轮播' : '不是，用遥控器看'}
        </button>
      </p>
    </div>
  )
}

function ChooseVillage({ onChoose }: { onChoose: (code: string) => void }) {
  const { town, places, chooseTown } = useVillageChoice()
  const [page, setPage] = useState(0)
  const pages = Math.ceil(places.length / PAGE)
  const go = (code: string | undefined) => {
    setPage(0)
    chooseTown(code)
  }
  const button =
    'h-full min-h-[2.4rem] w-full truncate rounded-card border border-line bg-paper px-5 text-left'
  return (
    <section className="grid grid-rows-[auto_minmax(0,1fr)] gap-3">
      <h2 className="text-body text-ink-2">
        {places.length === 0
          ? '没有连上服务器，名单还没有读到。'
          : town
            ? `${town.name}的村、社区（第 ${page + 1} 页，共 ${pages} 页）`
            : '也可以先在这里选：哪个镇、街道'}
      </h2>
      <ul className="grid grid-cols-3 content-start gap-3">
        {places.slice(page * PAGE, (page + 1) * PAGE).map(({ code, name }, index) => (
          <li key={index}>
            <button type="button" className={button} onClick={() => (town ? onChoose(code) : go(code))}>
              {shortName(name)}
            </button>
          </li>
        ))}
        {pages > 1 && (
          <li>
            <button type="button" className={button} onClick={() => setPage((page + 1) % pages)}>
              看另外的
            </button>
          </li>
        )}
        {town && (
          <li>
            <button type="button" className={button} onClick={() => go(undefined)}>
              换一个镇、街道
            </button>
          </li>
        )}
      </ul>
    </section>
  )
}
