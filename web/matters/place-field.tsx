import { useState } from 'react'
import type { Place } from '#practice/kit/index.ts'
import { useCall } from '#web/client/queries.ts'
import { Button } from '#web/ui/button.tsx'
import { Field, type FieldFace } from '#web/ui/field.tsx'
import { Icon } from '#web/ui/icon.tsx'
import { Sheet } from '#web/ui/sheet.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import { toast } from '#web/ui/toast.tsx'
import { isFar } from './far.ts'
import { VillageMap } from './village-map.tsx'

/** A place nobody has pointed at has no coordinates; the village stands for it. */
interface PlacePickerProps {
  value: Place | undefined
  onChange: (place: Place | undefined) => void
  /** The village or grid the matter belongs to: where the map opens. */
  division: string
  /** Where the place came from, when the person did not say it themselves. */
  note?: string | undefined
}

/** A telephone that has not found itself by then will not. */
const LOCATE_MS = 10_000

/** Asks the telephone where it is. Throws an Error whose message is a sentence for the screen. */
function locate(): Promise<{ lng: number; lat: number }> {
  return new Promise((found, failed) => {
    const miss = (why: string) => failed(new Error(`${why}可以在地图上点，或者写个地址；不写也能报`))
    if (!('geolocation' in navigator)) return miss('这个手机不能定位。')
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => found({ lng: coords.longitude, lat: coords.latitude }),
      ({ code }) => miss(code === 1 ? '您没有允许定位。' : '没有定到位置。'),
      { enableHighAccuracy: true, timeout: LOCATE_MS, maximumAge: 60_000 },
    )
  })
}

/** Where it is: the telephone’s place, a point on the map, words, or nothing at all. */
export function PlacePicker({ value, onChange, division, note }: PlacePickerProps) {
  const [locating, setLocating] = useState(false)
  const [mapOpen, setMapOpen] = useState(false)
  // Whoever points at the map sees where it is.
  const [isPointed, setIsPointed] = useState(false)
  const here = async () => {
    setLocating(true)
    try {
      onChange({ ...value, ...(await locate()) })
      setIsPointed(false)
    } catch (error) {
      toast(error instanceof Error ? error.message : '没有定到位置', 'trouble')
    } finally {
      setLocating(false)
    }
  }
  return (
    <div className="grid gap-3">
      <PlaceLine
        value={value}
        note={note}
        onClear={() => {
          setIsPointed(false)
          onChange(undefined)
        }}
      />
      {value && !isPointed && <FarLine place={value} division={division} what={note ?? '位置'} />}
      <div className="grid grid-cols-[repeat(auto-fit,minmax(9em,1fr))] gap-2">
        <Button kind="plain" icon="place" busy={locating} onClick={() => void here()}>
          用我的位置
        </Button>
        <Button kind="plain" icon="search" onClick={() => setMapOpen(true)}>
          在地图上点
        </Button>
      </div>
      {value && (
        <TextField
          label="门牌或地标"
          hint="比如：村委会东边第二个路口"
          value={value.address ?? ''}
          maxLength={120}
          onChange={(address) => onChange({ ...value, address })}
        />
      )}
      <MapSheet
        open={mapOpen}
        {...{ value, division }}
        onPick={(at) => {
          setIsPointed(true)
          onChange({ ...value, ...at })
        }}
        onClose={() => setMapOpen(false)}
      />
    </div>
  )
}

function PlaceLine({
  value,
  note,
  onClear,
}: Pick<PlacePickerProps, 'value' | 'note'> & { onClear: () => void }) {
  if (!value) return <p className="text-ink-2">没有标位置，就按您村里报</p>
  return (
    <p className="flex flex-wrap items-center justify-between gap-2">
      <span className="flex items-center gap-1 text-brand">
        <Icon name="check" className="size-[1.1em]" />
        {note ?? '已标好位置'}
      </span>
      <button type="button" className="min-h-target px-2 text-ink-2 underline" onClick={onClear}>
        不标了
      </button>
    </p>
  )
}

/** An old photograph or a wrong fix: said while it can still be put right. */
function FarLine({ place, division, what }: { place: Place; division: string; what: string }) {
  const seat = useSeat(division)
  if (!seat || !isFar(place, seat)) return null
  return (
    <p role="status" className="flex items-start gap-1 text-small text-wait">
      <Icon name="warning" className="mt-[0.2em] size-[1.1em]" />
      {what}离您村较远，请看看对不对
    </p>
  )
}

/** The seat of the village a division lies in. */
function useSeat(division: string) {
  const village = division.slice(0, 12)
  const query = village ? { query: { under: village } } : undefined
  const { data } = useCall('places.divisions', query, { staleMs: 3_600_000 })
  return data?.find(({ code }) => code === village)?.seat
}

type PlaceMapProps = Pick<PlacePickerProps, 'value' | 'division'> & {
  onPick: (at: { lng: number; lat: number }) => void
}

function MapSheet({ open, onClose, ...map }: PlaceMapProps & { open: boolean; onClose: () => void }) {
  return (
    <Sheet
      open={open}
      title="点一下是哪里"
      onClose={onClose}
      footer={
        <Button full reason={map.value ? undefined : '先在地图上点一下'} onClick={onClose}>
          就是这里
        </Button>
      }
    >
      <PlaceMap {...map} />
    </Sheet>
  )
}

/** The village’s outline around its seat. */
function PlaceMap({ value, division, onPick }: PlaceMapProps) {
  const village = division.slice(0, 12)
  const seat = useSeat(village)
  const centre = value ?? seat
  if (!centre) return <p className="appear-late py-8 text-center text-ink-2">正在打开地图</p>
  return <VillageMap label="村里的地图" {...{ village, centre, onPick }} picked={value} />
}

/** The same as a field of a form. */
export function PlaceField({ value, onChange, division, note, ...face }: FieldFace & PlacePickerProps) {
  return (
    <Field {...face} group>
      {() => <PlacePicker {...{ value, onChange, division, note }} />}
    </Field>
  )
}
