/**
 * Whole words for the keyboard, which knows only single syllables: `zhangmu` and `zm` both offer 账目. The readings of
 * each character come from the keyboard's own list.
 */

/** What people look for on a village's board. */
const WORDS = [
  '账目',
  '收支',
  '收入',
  '支出',
  '财务',
  '集体',
  '资产',
  '资金',
  '债务',
  '承包',
  '土地',
  '流转',
  '征地',
  '补偿',
  '补助',
  '补贴',
  '低保',
  '五保',
  '医保',
  '养老',
  '救助',
  '救灾',
  '残疾',
  '高龄',
  '工程',
  '项目',
  '招标',
  '投标',
  '合同',
  '工资',
  '报酬',
  '误工',
  '招待',
  '党务',
  '党员',
  '党费',
  '村务',
  '会议',
  '决议',
  '选举',
  '换届',
  '干部',
  '宅基地',
  '危房',
  '水费',
  '电费',
  '道路',
  '绿化',
  '保洁',
  '垃圾',
  '厕所',
  '路灯',
  '粮食',
  '农机',
  '帮扶',
  '分红',
  '股金',
  '捐款',
  '公益',
  '村规民约',
  '计划',
  '惠民',
  '政策',
  '教育',
  '卫生',
  '其他',
] as const

/** So many readings of one word are written down; 行长 has four. */
const READINGS_MAX = 8
/** Longer titles are found by a part of them. */
const WORD_MAX = 6

type Candidates = Readonly<Record<string, string>>

/** Which syllables each character is read with. */
function readingsOf(syllables: Candidates): Map<string, string[]> {
  const readings = new Map<string, string[]>()
  for (const [syllable, characters] of Object.entries(syllables)) {
    for (const character of characters.split(' ')) {
      const known = readings.get(character)
      if (known) known.push(syllable)
      else readings.set(character, [syllable])
    }
  }
  return readings
}

/** All ways to spell a word, in full and by first letters; none when a character is not known. */
function spellings(word: string, readings: ReadonlyMap<string, readonly string[]>): string[] {
  let full = ['']
  let short = ['']
  for (const character of word) {
    const syllables = readings.get(character)
    if (!syllables) return []
    full = full.flatMap((start) => syllables.map((syllable) => start + syllable)).slice(0, READINGS_MAX)
    const letters = [...new Set(syllables.map((syllable) => syllable.slice(0, 1)))]
    short = short.flatMap((start) => letters.map((letter) => start + letter)).slice(0, READINGS_MAX)
  }
  return [...full, ...short]
}

/** The keyboard's candidates with whole words before the single characters of the same letters. */
export function withWords(syllables: Candidates, titles: readonly string[]): Record<string, string> {
  const readings = readingsOf(syllables)
  const words = new Set<string>([...WORDS, ...titles.flatMap(partsOf)])
  const found = new Map<string, string[]>()
  for (const word of words) {
    for (const spelling of spellings(word, readings)) {
      const list = found.get(spelling)
      if (list) list.push(word)
      else found.set(spelling, [word])
    }
  }
  const merged: Record<string, string> = { ...syllables }
  for (const [spelling, list] of found) {
    merged[spelling] = [...list, ...(syllables[spelling]?.split(' ') ?? [])].join(' ')
  }
  return merged
}

/** The words of a title: what stands between its signs, without years and months. */
const partsOf = (title: string): string[] =>
  title
    .split(/[^\p{Script=Han}]+|[年月日第季度上下半]/u)
    .filter((part) => part.length > 1 && part.length <= WORD_MAX)
