import { useEffect, useRef } from 'react'
import chinese from 'simple-keyboard-layouts/build/layouts/chinese.js'
// The plain entry loses its class when it is bundled (design: “default is not a constructor”).
import { SimpleKeyboard } from 'simple-keyboard/build/index.modern.esm.js'
import 'simple-keyboard/build/css/index.css'
import './kiosk-keyboard.css'
import { withWords } from './kiosk-pinyin.ts'

// Its types know only the keys; the Chinese layout has the characters of each syllable too.
const CANDIDATES = (chinese as unknown as { layoutCandidates: Record<string, string> }).layoutCandidates
const LAYOUT = {
  default: [
    '1 2 3 4 5 6 7 8 9 0',
    'q w e r t y u i o p',
    'a s d f g h j k l {bksp}',
    'z x c v b n m {space}',
  ],
}

/** Letters in, characters out: pressing a candidate puts it in place of the letters it was spelt with. */
export function PinyinKeyboard({
  titles,
  onChange,
}: {
  titles: readonly { title: string }[]
  onChange: (words: string) => void
}) {
  const place = useRef<HTMLDivElement>(null)
  const hear = useRef(onChange)
  useEffect(() => {
    hear.current = onChange
  })
  // A new publication while somebody types must not take the letters away.
  const known = useRef(titles)
  useEffect(() => {
    const element = place.current
    if (!element) return undefined
    const keyboard = new SimpleKeyboard(element, {
      layout: LAYOUT,
      layoutCandidates: withWords(
        CANDIDATES,
        known.current.map(({ title }) => title),
      ),
      layoutCandidatesPageSize: 7,
      display: { '{bksp}': '删一个', '{space}': '空格' },
      theme: 'hg-theme-default kiosk-keyboard',
      onChange: (words) => hear.current(words),
      // It must take no focus and hear no real keys: a scanner types into the page too.
      physicalKeyboardHighlight: false,
      disableButtonHold: true,
    })
    return () => keyboard.destroy()
  }, [])
  return <div ref={place} role="group" aria-label="拼音键盘" className="simple-keyboard" />
}
