import { useEffect, useRef, useState } from 'react'
import { Button } from '#web/ui/button.tsx'

/** Voices come a moment after the page on some telephones. */
const VOICES_MS = 1_500

type Voice = SpeechSynthesisVoice | 'none' | undefined

/** The telephone’s Chinese voice; `none` when it has no such voice, undefined while it is asked. */
function useVoice(): Voice {
  const [voice, setVoice] = useState<Voice>('speechSynthesis' in window ? undefined : 'none')
  useEffect(() => {
    if (!('speechSynthesis' in window)) return undefined
    const look = () => {
      const found = speechSynthesis
        .getVoices()
        .find(({ lang }) => /^(zh|cmn)\b/i.test(lang.replace('_', '-')))
      if (found) setVoice(found)
    }
    look()
    speechSynthesis.addEventListener?.('voiceschanged', look)
    const timer = setTimeout(() => setVoice((known) => known ?? 'none'), VOICES_MS)
    return () => {
      clearTimeout(timer)
      speechSynthesis.removeEventListener?.('voiceschanged', look)
    }
  }, [])
  return voice
}

/**
 * Reads sentence by sentence. A pause ends the sentence that is being said and goes on with it again: Android has no
 * pause of its own, and long texts fall silent in some browsers.
 */
function useReading(sentences: readonly string[], voice: Voice) {
  const [state, setState] = useState<'still' | 'reading' | 'paused'>('still')
  const at = useRef(0)
  const run = useRef(0)
  const silence = () => {
    run.current += 1
    speechSynthesis.cancel()
  }
  const say = (mine: number) => {
    const sentence = sentences[at.current]
    if (sentence === undefined || typeof voice !== 'object') {
      at.current = 0
      return setState('still')
    }
    const utterance = new SpeechSynthesisUtterance(sentence)
    utterance.voice = voice
    utterance.lang = voice.lang
    utterance.rate = 0.9
    utterance.addEventListener('end', () => {
      // What was silenced ends too; only the reading that is still wanted goes on.
      if (mine !== run.current) return
      at.current += 1
      say(mine)
    })
    speechSynthesis.speak(utterance)
  }
  const start = () => {
    silence()
    setState('reading')
    say(run.current)
  }
  const pause = () => {
    silence()
    setState('paused')
  }
  const stop = () => {
    silence()
    at.current = 0
    setState('still')
  }
  // Whoever leaves the page leaves the voice.
  useEffect(
    () => () => {
      run.current += 1
      if ('speechSynthesis' in window) speechSynthesis.cancel()
    },
    [],
  )
  return { state, start, pause, stop }
}

/** 读给我听: for whoever does not read well. Says so where the telephone has no Chinese voice. */
export function ReadAloud({ sentences }: { sentences: readonly string[] }) {
  const voice = useVoice()
  const { state, start, pause, stop } = useReading(sentences, voice)
  if (voice === undefined) return null
  if (voice === 'none') {
    return (
      <p className="text-small text-ink-2">
        这部手机没有装中文语音，读不出声。可以在手机设置里找“文字转语音”，或者请家里人读。
      </p>
    )
  }
  return (
    <div className="flex gap-2 [&>*]:flex-1">
      {state === 'reading' ? (
        <Button kind="soft" onClick={pause}>
          停一下
        </Button>
      ) : (
        <Button kind="soft" icon="sound" onClick={start}>
          {state === 'paused' ? '接着读' : '读给我听'}
        </Button>
      )}
      {state !== 'still' && (
        <Button kind="plain" onClick={stop}>
          不读了
        </Button>
      )}
    </div>
  )
}
