const DIGITS = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']

/** A number whose digits roll when it changes. Places count from the right, so 99 → 100 rolls two and adds one. */
export function Digits({ value }: { value: number }) {
  const text = value.toLocaleString('zh-CN')
  return (
    <span className="wall-digits">
      <span className="sr-only">{text}</span>
      <span aria-hidden="true" className="contents">
        {[...text].map((sign, index) => {
          const place = text.length - index
          const digit = DIGITS.indexOf(sign)
          if (digit === -1) return <span key={`sign ${place}`}>{sign}</span>
          return (
            <span key={place} className="wall-digit">
              <span className="wall-reel" style={{ transform: `translateY(${-digit * 10}%)` }}>
                {DIGITS.map((each) => (
                  <span key={each}>{each}</span>
                ))}
              </span>
            </span>
          )
        })}
      </span>
    </span>
  )
}
