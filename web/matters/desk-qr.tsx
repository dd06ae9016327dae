import { useEffect, useState } from 'react'

/** A QR code of an address, drawn here: nothing is asked of the internet. */
export function Qr({ text, label, large = false }: { text: string; label: string; large?: boolean }) {
  const size = large ? 'size-48' : 'size-28'
  const [url, setUrl] = useState<string>()
  useEffect(() => {
    let gone = false
    const draw = async () => {
      const { toDataURL } = await import('qrcode')
      const drawn = await toDataURL(text, { margin: 1, width: 240, errorCorrectionLevel: 'M' })
      if (!gone) setUrl(drawn)
    }
    // Without the code the printed number still finds the matter.
    draw().catch(() => undefined)
    return () => {
      gone = true
    }
  }, [text])
  return url ? <img src={url} alt={label} className={size} /> : <span className={`block bg-well ${size}`} />
}
