import { Button, Input } from 'antd'
import { useState } from 'react'
import { useDivisions } from '#web/client/county.ts'
import { MapView } from '#web/ui/map.tsx'
import type { ControlProps } from './desk-controls.tsx'

/** Where it is: a point on the map, opened on demand, and words for whoever has to find it. */
export function PlaceControl({ value, onChange }: ControlProps) {
  const place = typeof value === 'object' && 'lng' in value ? value : undefined
  const [open, setOpen] = useState(false)
  const divisions = useDivisions() ?? []
  const centre = place ?? divisions.find(({ level, seat }) => level === 'village' && seat)?.seat
  return (
    <div className="grid gap-2">
      <div className="flex items-center gap-2">
        <Button onClick={() => setOpen(!open)} aria-expanded={open}>
          {place ? '改位置' : '在地图上点'}
        </Button>
        {place && (
          <span className="text-small text-ink-2">
            {place.lat.toFixed(5)}, {place.lng.toFixed(5)}
          </span>
        )}
      </div>
      {open && centre && (
        <MapView
          label="选位置"
          height="16rem"
          centre={centre}
          zoom={15}
          {...(place ? { picked: place } : {})}
          onPick={(at) => onChange({ ...place, ...at })}
        />
      )}
      {place && (
        <Input
          aria-label="位置说明"
          placeholder="位置说明，如：村委会东边第二个路口"
          maxLength={120}
          value={place.address ?? ''}
          onChange={(event) => onChange({ ...place, address: event.target.value })}
        />
      )}
    </div>
  )
}
