import * as L from 'leaflet'
import 'leaflet/dist/leaflet.css'
import './map.css'
import { cluster } from './map-cluster.ts'

export interface LngLat {
  lng: number
  lat: number
}

export interface MapPoint extends LngLat {
  id: string
  name: string
  /** A colour token: `late`, `wait`, `brand`. */
  tone?: string
}

/**
 * An area's `shade`, from 0 to 1, is how strongly it is filled; its `name` is written on it while there is room; `id`
 * is what `onArea` is told when it is pressed.
 */
export type MapAreas = GeoJSON.FeatureCollection<
  GeoJSON.Geometry,
  { id?: string; name?: string; shade?: number }
>

/** How the map opens. */
export interface MapStart {
  centre: LngLat
  zoom?: number | undefined
  /** Tile addresses with {x} {y} {z}, lowest first. None by default: the house asks nothing of the internet. */
  tiles?: readonly string[] | undefined
}

/** What is on it now. */
export interface MapContent {
  areas?: MapAreas | undefined
  /** The view moves to the areas when this changes; by default only once, and then it is the reader's own. */
  fit?: string | undefined
  onArea?: ((id: string) => void) | undefined
  points?: readonly MapPoint[] | undefined
  picked?: LngLat | undefined
  /** Makes the map a picker. */
  onPick?: ((at: LngLat) => void) | undefined
  onOpen?: ((id: string) => void) | undefined
}

export interface MapCanvas {
  show: (content: MapContent) => void
  close: () => void
}

/** Pixels within which points become one number: about a fingertip. */
const fingertip = 44
/** More names than this cover the map. */
const namesMax = 20

/** Pixels, width and height; it stands on its point. */
const pinSize: [number, number] = [28, 36]

const namesPane = 'names'

/** Opens an empty map in an element; `show` keeps it drawn and redraws only what changed. */
export function openMap(element: HTMLElement, { centre, zoom = 14, tiles = [] }: MapStart): MapCanvas {
  let content: MapContent = {}
  const map = L.map(element, { preferCanvas: true, attributionControl: false, zoomSnap: 0.5 })
  // With a canvas the view must be set before any layer, or nothing is ever drawn.
  map.setView(centre, zoom)
  // Names lie under the points: a point covers a name rather than the other way round.
  map.createPane(namesPane).style.zIndex = '350'
  for (const url of tiles) L.tileLayer(url, { maxZoom: 18 }).addTo(map)
  const areas = L.layerGroup().addTo(map)
  const marks = L.layerGroup().addTo(map)
  const tone = (name: string) => getComputedStyle(element).getPropertyValue(`--${name}`).trim()

  const showAreas = (next: MapContent) => {
    areas.clearLayers()
    if (!next.areas || next.areas.features.length === 0) return
    const drawn = drawAreas(next.areas, tone, (id) => content.onArea?.(id)).addTo(areas)
    if (!content.areas || next.fit !== content.fit) fit(() => fitAll(map, drawn.getBounds(), next.picked))
  }
  // Once the reader has moved the map, the view is theirs; until then it stays fitted, however wide the map becomes.
  let refit: (() => void) | undefined
  let isFitting = false
  const fit = (work: () => void) => {
    isFitting = true
    work()
    isFitting = false
    refit = work
  }
  map.on('movestart', () => isFitting || (refit = undefined))
  const showMarks = () => {
    marks.clearLayers()
    drawPoints(map, marks, content, tone)
    if (content.picked) pin(content.picked).addTo(marks)
  }

  // A panel that opens beside it leaves the map another width.
  const watch = new ResizeObserver(() => {
    map.invalidateSize({ pan: refit === undefined })
    if (refit) fit(refit)
  })
  watch.observe(element)
  map.on('zoomend', showMarks)
  map.on('click', ({ latlng }) => content.onPick?.({ lng: latlng.lng, lat: latlng.lat }))
  map.on('keypress', ({ originalEvent }) => {
    const { lng, lat } = map.getCenter()
    if (originalEvent.key === 'Enter') content.onPick?.({ lng, lat })
  })
  return {
    show(next) {
      const last = content
      if (next.areas !== last.areas) showAreas(next)
      content = next
      if (next.points !== last.points || next.picked !== last.picked) showMarks()
    },
    close: () => {
      watch.disconnect()
      map.remove()
    },
  }
}

/** Shows the areas, and the pin with them when it stands elsewhere: whole, from its point to its head. */
function fitAll(map: L.Map, areas: L.LatLngBounds, picked: LngLat | undefined) {
  if (!picked || areas.contains(picked)) map.fitBounds(areas, { animate: false })
  else
    map.fitBounds(areas.extend(picked), {
      animate: false,
      paddingTopLeft: pinSize,
      paddingBottomRight: [pinSize[0], 0],
    })
}

function drawAreas(areas: MapAreas, tone: (name: string) => string, onArea: (id: string) => void): L.GeoJSON {
  const named = areas.features.length <= namesMax
  return L.geoJSON(areas, {
    style: (feature) => ({
      color: tone('done'),
      weight: 1.5,
      fillColor: tone('brand'),
      fillOpacity: 0.06 + 0.5 * (shadeOf(feature) ?? 0),
    }),
    onEachFeature: (feature, layer) => {
      const { id, name } = feature.properties
      if (id) layer.on('click', () => onArea(id))
      if (name)
        layer.bindTooltip(name, {
          permanent: named,
          direction: 'center',
          className: 'map-name',
          ...(named ? { pane: namesPane } : {}),
        })
    },
  })
}

function shadeOf(feature: MapAreas['features'][number] | undefined): number | undefined {
  return feature?.properties.shade
}

function drawPoints(map: L.Map, marks: L.LayerGroup, content: MapContent, tone: (name: string) => string) {
  const spots = (content.points ?? []).map((point) => {
    const { x, y } = map.latLngToLayerPoint(point)
    return { x, y, point }
  })
  for (const { points } of cluster(spots, fingertip)) {
    const [point] = points
    if (!point) continue
    if (points.length > 1) {
      numberMark(points, tone)
        .on('click', () => map.fitBounds(L.latLngBounds([...points]).pad(0.3)))
        .addTo(marks)
      continue
    }
    L.circleMarker(point, {
      radius: 9,
      weight: 2,
      color: '#fff',
      fillColor: tone(point.tone ?? 'brand'),
      fillOpacity: 1,
    })
      .bindTooltip(point.name)
      .on('click', () => content.onOpen?.(point.id))
      .addTo(marks)
  }
}

/** How many lie there, in a ring of their colours: what is late must not hide in a number. */
function numberMark(points: readonly MapPoint[], tone: (name: string) => string): L.Marker {
  const html = document.createElement('span')
  html.className = 'map-cluster'
  html.style.setProperty('--ring', ringOf(points, tone))
  html.append(Object.assign(document.createElement('b'), { textContent: String(points.length) }))
  const icon = L.divIcon({ html, className: '', iconSize: [fingertip, fingertip] })
  return L.marker(L.latLngBounds([...points]).getCenter(), { icon, alt: `${points.length} 处，放大看` })
}

function ringOf(points: readonly MapPoint[], tone: (name: string) => string): string {
  const names = points.map((point) => point.tone ?? 'brand').sort()
  const stops = names.map((name, index) => {
    const turn = (n: number) => `${(n / names.length).toFixed(4)}turn`
    return `${tone(name)} ${turn(index)} ${turn(index + 1)}`
  })
  return `conic-gradient(${stops.join(', ')})`
}

function pin(at: LngLat): L.Marker {
  const icon = L.divIcon({
    html: '<span class="map-pin"></span>',
    className: '',
    iconSize: pinSize,
    iconAnchor: [pinSize[0] / 2, pinSize[1]],
  })
  return L.marker(at, { icon, interactive: false, keyboard: false, alt: '选中的位置' })
}
