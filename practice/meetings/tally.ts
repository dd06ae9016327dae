type Count = Readonly<Record<string, string | number | null>>

/** Two count, each for themselves, and only equal numbers count. What they wrote beside the numbers may differ. */
export function agreementOf(counts: readonly Count[], tellers: number): { agreed: boolean; says: string } {
  const [first, ...rest] = counts
  if (!first || counts.length < tellers) return { agreed: false, says: '已记下，等另一名监票人填写' }
  const numbers = Object.entries(first).filter(([, value]) => typeof value === 'number')
  const agreed = rest.every((each) => numbers.every(([name, value]) => each[name] === value))
  return {
    agreed,
    says: agreed ? '两人清点一致，可以宣布结果' : '两人清点的数不一样，请重新清点后都再填一次',
  }
}
