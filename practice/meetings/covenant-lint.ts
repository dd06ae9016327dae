import { articlesOf } from './covenant-changes.ts'

/**
 * What a covenant may not say (VCL 31): terms that take from women or members what the law gives them, fines, and what
 * touches freedom or a vote. Found by words, so a finding is told with its article and read by people; what is found in
 * a text keeps it from being filed.
 */
export type Finding = {
  /** Which article of the text, from 1. */
  n: number
  quote: string
  says: string
  law: string
}

const WOMEN_LAW =
  '《妇女权益保障法》第五十六条：村规民约和会议决定不得以妇女未婚、结婚、离婚、丧偶、户无男性等为由侵害妇女在集体经济组织中的各项权益'
const EQUAL_LAW =
  '《妇女权益保障法》第五十五条：妇女在农村集体经济组织成员身份确认、土地承包经营、收益分配、征地补偿和宅基地使用等方面，享有与男子平等的权利'
const HUSBAND_LAW =
  '《妇女权益保障法》第五十六条第二款：因结婚男方到女方住所落户的，男方和子女享有与所在地集体经济组织成员平等的权益'
const MEMBER_LAW =
  '《农村集体经济组织法》第十八条：成员不因就学、服役、务工、经商、离婚、丧偶、服刑等原因丧失成员身份；结婚未取得其他组织成员身份的，不得取消'
const RIGHTS_LAW =
  '《村民委员会组织法》第三十一条：村规民约不得与法律相抵触，不得侵犯村民的人身权利、民主权利和财产权利'
const FINE_LAW = `《行政处罚法》第十七条：行政处罚由行政机关实施，村里没有罚款、没收的权力；${RIGHTS_LAW}`
const VOTE_LAW =
  '《村民委员会组织法》第十六条：年满十八周岁的村民都有选举权和被选举权，依照法律被剥夺政治权利的除外'
const LAND_LAW = `《农村土地承包法》第二十七条：承包期内不得收回承包地；${RIGHTS_LAW}`

/** Words that protect are no harm: 不得以……为由取消, 不因……而丧失, 任何人不得剥夺, 不分男女, 不减少, 不开假证明. */
const PROTECTING = [
  /(不得|禁止|严禁|不准|不能)(以|因)[^。；]*?(为由|为理由)[，,]?[^，,。；：]*/g,
  /不因[^。；]*?(丧失|取消|收回|减少|改变|影响)[^，,。；]*/g,
  /(不得|禁止|严禁|不准|不能|不许|无权)(擅自|随意|强行|变相|任意)?(取消|剥夺|收回|侵害|侵犯|侵占|限制|歧视|区别对待|减少|扣押|罚款|没收|停水|停电|干涉|克扣)[^，,。；]*/g,
  /不分(男女|性别|民族|老幼|婚嫁|婚否|已婚)/g,
  /不(会)?(减少|取消|收回|丧失|扣减|剥夺|降低)/g,
  /不(得|准|许)?(开具?|出具?|盖)(任何)?(虚假|假|空白|不实)[^，,。；]*/g,
]

const WOMEN =
  /出嫁|外嫁|嫁出|嫁到外|嫁往|离婚|离异|丧偶|寡妇|改嫁|再婚|未婚女|未嫁|大龄女|户无男|无男性|无儿户|纯女户|双女户|女儿户|(女|妇女|女子|女性|姑娘)[^，。；]{0,6}(结婚|婚后)/
const HUSBANDS = /入赘|上门女婿|招婿|招女婿|倒插门/
const MALES = /男丁|只(分|给|算)男|按男(性|丁)/
const FEMALES = /生(了|育|的是)?女|女(孩|儿|娃|婴|童|子|性|方|人|的|村民|成员|户主)|闺女|丫头|姑娘|妇女/
const BENEFIT =
  /分(配|地|红|钱|款|粮|田|房|股|到)|不(再|给|予|能|得|参与|参加)*分|收益|宅基地|承包地|责任田|口粮|土地|补偿|征地款|股权|股份|福利|成员(资格|身份)|待遇|[一半两双]份|分一半|没有?份/
const LESS = /没有?份|少分|分一半|半份|分半|排除在外|除外|不算(人头|一口|人口|成员)/
/** 儿子两份，女儿一份: one of the two gets more. */
const SONS_FIRST =
  /(男(?!女)|儿子)[^。；]{0,10}([双两二]份|多分|全额|优先|[两二]倍)[^。；]*|女(?!婿)[^。；]{0,8}(少分|分一半|半份|减半)/
const MEMBERS = /务工|打工|经商|上学|就学|大学生|参军|服役|入伍|服刑|判刑/
const TAKES =
  /取消|剥夺|收回|丧失|停发|扣发|扣减|减半|减少|注销|清退|终止|除名|迁出户口|一律不|无权|没有资格|不属于|不再是|不(再|予|得|能|可|应|许|准|宜)?(再)?(享|参与|参加(集体)?(分|收益|土地)|分|列入|列为|确认|安排|发放|发给|承包|登记|批|给予|计算|具有|拥有|保留|作为|认定|承认)/
const MONEY = /罚款|罚金|罚没|没收|处罚金|违约金|罚\s*[\d一二三四五六七八九十百千万]+\s*元|处\s*[\d,]+\s*元/
const SEIZES =
  /扣押|关押|禁闭|游街|示众|抄家|停水|停电|断水|断电|不准出村|限制人身|不(得|准|许)(入学|上学|参军|入托)/
const WELFARE = /低保|五保|医保|养老金|养老保险|救助|补贴|抚恤|优待|证明/
const VOTE = /选举权|被选举权|表决权|选民资格|参加村民会议|当选村民代表/
const LAND = /承包地|责任田|口粮田|宅基地|承包权|分红|股权|股份|收益分配|补偿款|征地补偿/

/** What the village certifies or helps with is owed to everybody; no debt and no disobedience takes it away. */
const OWES =
  /(不|未|没有?|拒绝?|拒不|逾期)(按时|按期|按规定|及时|足额|如数|主动)?(上)?(交|缴|付|补)(清|齐|纳|足|完)?[^，,。；]{0,14}(费|款|钱|金|租|捐|资|税|账)|拖欠|欠(费|款|缴|交|账|钱|租)|(不|拒绝?|拒不)(参加|参与|服从|配合|出工|出义务工|听从|履行)/
const CERTIFIES = /证明|盖(公)?章|公章|介绍信|开条|开信|户口|落户|代办|手续|办(理)?(证|事)|(出|签)(具)?意见/
const REFUSES =
  /不(再|予|给|准|能|得|可|许|为其|替其|提供|以)*(开|出具|出|盖|办|受理|签|代办|迁|落|登记|提供|服务)|暂(停|缓|不)|停(办|止)|拒(绝|不)?(开|出|盖|办|签)|一律不|不得(开|办|盖)/
const PAY_FIRST =
  /(先|必须)(交|缴)[^。；]{0,16}(才|方|再|后)[^。；]{0,8}(证明|盖章|公章|介绍信|办证)|(交|缴)(清|齐|完|足|了|纳)[^。；]{0,16}(才|方可|方能|后再|后方|以后再)[^。；]{0,8}(证明|盖章|公章|介绍信|办证|办事)/

type Rule = { when: (clause: string) => boolean; says: string; law: string }

const RULES: readonly Rule[] = [
  {
    when: (clause) => WOMEN.test(clause) && TAKES.test(clause),
    says: '因婚姻状况减少或者取消妇女的权益',
    law: WOMEN_LAW,
  },
  {
    when: (clause) => HUSBANDS.test(clause) && TAKES.test(clause),
    says: '减少或者取消到女方家落户的男方及子女的权益',
    law: HUSBAND_LAW,
  },
  {
    when: (clause) => MALES.test(clause) || SONS_FIRST.test(clause) || takesFromFemales(clause),
    says: '按男女分出不同的待遇',
    law: EQUAL_LAW,
  },
  {
    when: (clause) => MEMBERS.test(clause) && TAKES.test(clause),
    says: '因外出、上学、服役、服刑等取消成员的权益',
    law: MEMBER_LAW,
  },
  { when: (clause) => MONEY.test(clause), says: '规定罚款、没收或者违约金', law: FINE_LAW },
  { when: (clause) => SEIZES.test(clause), says: '限制人身自由，或者断水断电、扣押财物', law: RIGHTS_LAW },
  {
    when: (clause) => WELFARE.test(clause) && TAKES.test(clause),
    says: '取消或者扣减法定的保障、补贴和证明',
    law: RIGHTS_LAW,
  },
  {
    when: (clause) =>
      PAY_FIRST.test(clause) || (OWES.test(clause) && CERTIFIES.test(clause) && REFUSES.test(clause)),
    says: '把开证明、盖章、办手续和交钱、出工挂钩',
    law: `${RIGHTS_LAW}；欠款可以依法催收，不能拿证明和手续抵`,
  },
  {
    when: (clause) => VOTE.test(clause) && TAKES.test(clause),
    says: '取消选举权、表决权等民主权利',
    law: VOTE_LAW,
  },
  {
    when: (clause) =>
      LAND.test(clause) &&
      TAKES.test(clause) &&
      ![WOMEN, FEMALES, HUSBANDS, MEMBERS].some((who) => who.test(clause)),
    says: '收回承包地、宅基地，或者取消、扣减分红和补偿',
    law: LAND_LAW,
  },
]

/** A wife’s or a widow’s rights are told by WOMEN already. */
const takesFromFemales = (clause: string) =>
  FEMALES.test(clause) &&
  BENEFIT.test(clause) &&
  (TAKES.test(clause) || LESS.test(clause)) &&
  !WOMEN.test(clause)

const ITEM = /^\s*[（(]?[一二三四五六七八九十\d]+[)）、.．]/

/** What a text says that it may not, in its order; empty when nothing was found. */
export function covenantFindings(words: string): Finding[] {
  // What stands before a colon is said of every item below it: 下列人员不参加分红：（一）出嫁女；
  let head = ''
  return articlesOf(words).flatMap((article, index) => {
    if (!ITEM.test(article) || /第.+条/.test(article)) head = ''
    return article.split(/[。；;！!]/).flatMap((clause) => {
      const said = cleared(clause)
      // A head of a list says nothing alone.
      if (/[：:]\s*$/.test(said)) {
        head = said
        return []
      }
      const found = RULES.filter(({ when }) => when(said) || (head !== '' && when(`${head}${said}`)))
      const colon = said.search(/[：:]/)
      if (colon >= 0) head = said.slice(0, colon + 1)
      const fresh = found.filter(({ when }) => when(said) || !when(head))
      return fresh.map(({ says, law }) => ({ n: index + 1, quote: clause.trim(), says, law }))
    })
  })
}

const cleared = (clause: string) =>
  PROTECTING.reduce((said, harmless) => said.replaceAll(harmless, ''), clause)
