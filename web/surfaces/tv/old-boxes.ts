/**
 * What boxes of 2017 and older lack of the language's library, as far as this build uses it; the syntax is the build's
 * own affair. It stands before everything else.
 */

type Lacks = Record<string, unknown>

/** Adds a method where there is none, hidden from `for … in` as a real one is. */
function lend(owner: object, name: string, value: unknown): void {
  if (!(name in owner)) Object.defineProperty(owner, name, { value, writable: true, configurable: true })
}

const list = Array.prototype as unknown as Lacks // A prototype is looked at by name here, whatever it holds.
lend(list, 'at', function (this: unknown[], index: number) {
  return this[index < 0 ? this.length + index : index]
})
lend(list, 'flat', function (this: unknown[]) {
  return ([] as unknown[]).concat(...this)
})
lend(list, 'flatMap', function (this: unknown[], work: (one: unknown, index: number) => unknown) {
  return ([] as unknown[]).concat(...this.map((one, index) => work(one, index)))
})
lend(list, 'includes', function (this: unknown[], wanted: unknown) {
  return this.indexOf(wanted) >= 0
})
lend(list, 'toSorted', function (this: unknown[], order?: (a: unknown, b: unknown) => number) {
  return this.slice().sort(order)
})
lend(list, 'findLast', function (this: unknown[], isIt: (one: unknown) => boolean) {
  return this.slice()
    .reverse()
    .find((one) => isIt(one))
})

const text = String.prototype as unknown as Lacks
lend(text, 'at', function (this: string, index: number) {
  return this[index < 0 ? this.length + index : index]
})
lend(text, 'padStart', function (this: string, length: number, fill = ' ') {
  return fill.repeat(Math.max(0, length - this.length)).slice(0, Math.max(0, length - this.length)) + this
})
lend(text, 'replaceAll', function (this: string, what: string | RegExp, by: string) {
  return typeof what === 'string' ? this.split(what).join(by) : this.replace(what, by)
})

lend(Object, 'values', (owner: Lacks) => Object.keys(owner).map((key) => owner[key]))
lend(Object, 'entries', (owner: Lacks) => Object.keys(owner).map((key) => [key, owner[key]]))
lend(Object, 'fromEntries', (entries: Iterable<readonly [string, unknown]>) => {
  const made: Lacks = {}
  for (const [key, value] of entries) made[key] = value
  return made
})
lend(Object, 'hasOwn', (owner: object, key: string) => Object.prototype.hasOwnProperty.call(owner, key))

lend(Promise.prototype, 'finally', function (this: Promise<unknown>, last: () => unknown) {
  return this.then(
    (value) => Promise.resolve(last()).then(() => value),
    (error: unknown) => Promise.resolve(last()).then(() => Promise.reject(error)),
  )
})

const world = window as unknown as Lacks
if (!('globalThis' in world)) lend(world, 'globalThis', world)
if (!('queueMicrotask' in world))
  lend(world, 'queueMicrotask', (work: () => void) => void Promise.resolve().then(work))

/** Calls are not cut short on such a box; whoever cancels one no longer looks at what it brings. */
if (!('AbortController' in world)) {
  lend(
    world,
    'AbortController',
    class {
      signal = { aborted: false, addEventListener: () => undefined, removeEventListener: () => undefined }
      abort(): void {
        this.signal.aborted = true
      }
    },
  )
}
