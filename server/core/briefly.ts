/**
 * Remembers answers for a moment, so that many who ask the same at once cost one question. What failed is asked again.
 * Beyond `most` the oldest make room.
 */
export function briefly<T>(ms: number, most = 20_000): (key: string, ask: () => Promise<T>) => Promise<T> {
  const known = new Map<string, { until: number; answer: Promise<T> }>()
  return (key, ask) => {
    const now = Date.now()
    const found = known.get(key)
    if (found && found.until > now) return found.answer
    // Taken out first, so that what was asked last stands last.
    known.delete(key)
    const oldest = known.size >= most ? known.keys().next().value : undefined
    if (oldest !== undefined) known.delete(oldest)
    const answer = ask()
    known.set(key, { until: now + ms, answer })
    answer.catch(() => known.delete(key))
    return answer
  }
}
