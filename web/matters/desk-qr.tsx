import { useEffect, useState } from 'react'

/** A QR code of an address, drawn here: nothing is asked of the internet. */
export function Qr({ text, label }: { text: string; label: string }) {
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
  return url ? <img src={url} alt={label} className="size-28" /> : <span className="block size-28 bg-well" />
}
