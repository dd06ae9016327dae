import { useContext, useState } from 'react'
import { useSearch } from 'wouter'
import { useCatalogue } from '#web/client/county.ts'
import { useFlows } from '#web/client/flows.ts'
import { actingPost, useMe } from '#web/client/session.ts'
import { useFilled, type Filled } from '#web/matters/filled.ts'
import { Done, useHome } from '#web/matters/open-form.tsx'
import { draftKeyOf, useOpening } from '#web/matters/opening.ts'
import { openLinks, paths } from '#web/surfaces/phone/paths.ts'
import { Button } from '#web/ui/button.tsx'
import { NavigateContext } from '#web/ui/link.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Page } from '#web/ui/page.tsx'
import { Skeleton } from '#web/ui/skeleton.tsx'
import { LIST, placeOf, rememberItem, useClass, useSimilar, wordsOf } from './queries.ts'
import { RecordForm } from './record-form.tsx'
import { ReportForm, SimilarAsked } from './report-form.tsx'

/** Whoever reports decides who may see it; until they do, only those who handle it (个人信息保护法 6). */
const PRIVATE: Filled = { answers: { privacy: 'village' }, photos: {} }

/** What the address asks for: a class chosen beforehand, or reporting for somebody else. */
function useWanted() {
  const given = new URLSearchParams(useSearch())
  const item = given.get('item') ?? undefined
  const behalf = given.get('behalf') === 'yes'
  const start: Filled = {
    ...PRIVATE,
    ...(item ? { answers: { ...PRIVATE.answers, item } } : {}),
    ...(behalf ? { behalf: {} } : {}),
  }
  const title = item === '1203' ? '提意见' : behalf ? '替人报事' : '报事'
  return {
    behalf,
    title,
    start,
    here: paths.report({ ...(item ? { item } : {}), ...(behalf ? { behalf } : {}) }),
  }
}

/** A photograph and a sentence: place and class are found for the person and can be changed. */
export function ReportScreen() {
  const { behalf: wantsBehalf, title, start, here } = useWanted()
  const home = useHome()
  const form = useFilled(draftKeyOf(here), start)
  const division = home ?? form?.filled.division
  const links = openLinks(paths.home(), here)
  const opening = useReporting('report', form, division, links.signIn)
  const about = useClass(form, 'report')
  const { code } = about
  const similar = useSimilar(code, placeOf(form))
  const [asking, setAsking] = useState(false)
  const { sending, errors } = opening

  if (sending.at === 'sent' || sending.at === 'waits') {
    return (
      <Page title={title} back={links.back}>
        <Done {...{ sending, links }} done="报上去了">
          <Button full kind="plain" onClick={opening.again}>
            再报一件
          </Button>
        </Done>
      </Page>
    )
  }
  const send = () => {
    // Whoever wanted it seen before they said what it is: what is said on the village's people is kept from them.
    const kept = about.isConduct ? { privacy: 'village' } : {}
    void opening.send(
      { ...(code ? { item: code } : {}), ...kept },
      about.mayBeConduct ? { fields: { item: '请点一下是哪类事' } } : undefined,
    )
  }
  const press = () => (similar.length > 0 && wordsOf(form).trim() ? setAsking(true) : send())
  return (
    <Page
      title={title}
      back={links.back}
      bar={
        <Button full busy={sending.at === 'busy'} onClick={press}>
          报上去
        </Button>
      }
    >
      {form ? (
        <>
          <ReportForm {...{ form, errors, division, home, about, wantsBehalf }} />
          <SimilarAsked {...{ asking, setAsking, similar, form, send }} />
        </>
      ) : (
        <Skeleton shape="detail" />
      )}
    </Page>
  )
}

function useReporting(
  action: 'report' | 'record',
  form: ReturnType<typeof useFilled>,
  division: string | undefined,
  signIn: string,
) {
  const flow = useFlows()['grid-event']
  const navigate = useContext(NavigateContext)
  if (!flow) throw new Error('no flow grid-event')
  return useOpening({ flow, action, form, division, onSignIn: () => navigate?.(signIn) })
}

/** 随手办: what was put right on the spot, noted in three taps. */
export function RecordScreen() {
  const me = useMe()
  const home = useHome()
  const form = useFilled(draftKeyOf(paths.record()))
  const links = openLinks(paths.home(), paths.record())
  const opening = useReporting('record', form, home, links.signIn)
  const { code, guesses } = useClass(form, 'record')
  const item = useCatalogue(LIST)?.items.find((one) => one.code === code)
  const { sending, errors } = opening
  if (sending.at === 'sent' || sending.at === 'waits') {
    return (
      <Page title="随手办" back={links.back}>
        <Done {...{ sending, links }} done="记好了">
          <Button full kind="plain" onClick={opening.again}>
            再记一件
          </Button>
        </Done>
      </Page>
    )
  }
  if (me !== undefined && !RECORDERS.includes(actingPost(me)?.role ?? '')) return <NotMine />
  const send = () => {
    if (code) rememberItem(code)
    const words = !wordsOf(form).trim() && item ? { words: item.plain || item.name } : {}
    void opening.send({ ...words, ...(code ? { item: code } : {}) })
  }
  return (
    <Page
      title="随手办"
      back={links.back}
      bar={
        <Button full busy={sending.at === 'busy'} onClick={send}>
          记好了
        </Button>
      }
    >
      {form ? (
        <RecordForm {...{ form, errors, code, guesses }} home={home ?? ''} />
      ) : (
        <Skeleton shape="detail" />
      )}
    </Page>
  )
}

/** The posts that play “village” in the flow; the server decides, this only spares a form nobody could send. */
const RECORDERS = ['grid-worker', 'village-secretary']

function NotMine() {
  return (
    <Page title="随手办" back={paths.home()}>
      <Notice kind="denied" title="网格员和村干部才能记">
        您要报的事，从首页“我要说话”报就行
      </Notice>
    </Page>
  )
}
