# 推荐岗位和推荐人选时说的话：合适的理由、缺什么、怎么办。

## 合适的地方

fit-wanted-first = 最想做的就是{ $job }
fit-wanted = 想做{ $job }
fit-own-words = 岗位名称里有“{ $words }”
fit-near = { $job }和{ $like }相近：都有{ $shared }
fit-trade = 技能里有{ $job }这一行
fit-work-form = 要的就是{ $form }
fit-wage = 工资达到期望的 { $wage }
fit-street = 就在同一街道（乡镇）
fit-near-home = 路程约 { $n } 公里，很近
fit-county = 在同一区县
fit-county-km = 在同一区县，路程约 { $n } 公里
fit-city = 在同一个城市
fit-within-reach = 路程约 { $n } 公里
fit-licence = 有要求的{ $licence }
fit-education = 学历够{ $education }
fit-nights = 要上夜班，本人能上
fit-board = 包吃
fit-lodging = 包住

## 缺什么

gap-work-form = 这是{ $form }，不是想要的形式
gap-wage = 工资达不到期望的 { $wage }
gap-wage-unsaid = 工资要面谈，不一定达到期望
gap-city = 在别的城市
gap-province = 在别的省
gap-too-far = 路程约 { $n } 公里，超过愿意走的 { $n-limit } 公里
gap-licence = 要求{ $licence }：登记的技能里没有
gap-licence-welcome = 有{ $licence }更好，没有也行
gap-education = 要求{ $asked }，登记的是{ $has }
gap-education-unsaid = 要求{ $asked }，登记里没写学历
gap-experience = 要求 { $n } 年经验，登记里看不出来
gap-nights = 要上夜班，本人不能上
gap-nights-unsaid = 要上夜班，登记里没说能不能上
gap-board = 没写包吃
gap-lodging = 没写包住
gap-not-yet = { $date }起才能上班

## 怎么办

change-licence = 拿到{ $licence }就行
change-course = { $change }（培训：{ $course }）
course-begins = { $course }，{ $date }开班
change-work-form = 愿意做{ $form }就行
change-wage = 打电话问问工资能不能谈
change-ask-wage = 先问清工资
change-place = 愿意走远一点就行
change-education = 打电话问问学历能不能放宽
change-say-education = 补上学历
change-experience = 问问本人做过几年
change-nights = 能上夜班就行
change-say-nights = 问问本人能不能上夜班
change-board = 自己解决吃饭，或者问问有没有食堂
change-lodging = 自己找住处，或者问问有没有宿舍
change-start = 问问能不能等到{ $date }

## 相近的工作

near-open = 现在有 { $n } 个岗位
near-shared = 一样的：{ $traits }
near-new = 要新学或适应的：{ $traits }
near-licence = 一般要有{ $licence }
near-course = 可以学：{ $course }

## 推荐岗位

match-good = 合适
match-maybe = 可以考虑
match-ask = 有条件没满足
match-postings = 推荐岗位
match-postings-below = { $name }：从 { $n-all } 个相关岗位里比出来的，每条都写明理由
match-none = 没有合适的岗位
match-none-below = 换一种工作试试，下面是相近的工作。
match-gone = 这份登记已经到期清除
match-near = 相近的工作
match-look-at = 看{ $job }岗位
match-instead = 按“{ $job }”推荐
match-as-wanted = 回到本人想做的工作
match-points = { $n } 分
match-fits = 相符：{ $reasons }
match-missing = 缺：{ $reasons }
match-help = 办法：{ $reasons }
match-people = 适合这个岗位的登记者（{ $n } 人）
match-no-people = 登记的人里没有合适的
match-no-call = 没同意接收通知，不要打电话
match-open-posting = 看岗位
match-for-posting = 适合的登记者
match-for-person = 推荐岗位

## 今日派工

gigs-title = 今日派工
gigs-below = { $n-people } 人今天有空，{ $n-jobs } 个零工在招；每人一份，名额不超
gigs-none = 今天没有能派的零工
gigs-none-below = 要有今天有空、想做零工、同意接收通知的登记者，也要有对得上的零工。
gigs-sent = { $name } 去“{ $title }”
gigs-call = 打电话：{ $phone }
gigs-by-station = 没有电话，当面转告

## 把理由连起来

reason-separator = ；
turn-door = 原来的活没了，能转做什么
turn-door-below = 机器替了、厂子搬了：看看哪些活离您最近
turn-heading = 原来做什么活？
turn-below = 点一类，再点您做过的活
turn-near-heading = 做过{ $job }，这些活离您最近
turn-near-below = 现在有人招的，最像的在前
turn-none = 眼下没有相近的岗位。学门手艺，或者请职业指导师一起想想。
turn-ask = 约职业指导师聊聊
turn-learn = 看看能学什么
