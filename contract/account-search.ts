type Found = { name: string; signInName: string; posts: readonly { title: string }[] }

/** Whether an account is found by what was typed: as one types on screen, and in a file when it is made. */
export const isFoundBy = (typed: string, { name, signInName, posts }: Found): boolean =>
  [name, signInName, ...posts.map(({ title }) => title)].some((text) => text.includes(typed.trim()))
