//! The errands that are walked for pictures: what is touched, and how the picture of the page after it is named.

/// To the first page, in the size that is asked for.
fn beginning(
    say: impl Fn(&'static str, &'static str) -> &'static str,
    elder: bool,
    low: bool,
) -> Vec<(&'static str, &'static str)> {
    let mut walk = vec![("", "attract"), ("#playlist", ""), ("#poster", "attract-poster"), ("#film", "attract-film")];
    walk.push((say("点一下", "Touch to"), if elder { "" } else { "home" }));
    if elder {
        walk.push((say("大字", "Larger"), "home"));
    }
    if low {
        walk.push((say("放低", "Lower"), "home"));
    }
    walk
}

/// Touches that lead from screen to screen: what the thing touched says (its beginning), and the picture's name.
pub fn walk(english: bool, elder: bool, low: bool) -> Vec<(&'static str, &'static str)> {
    let say = |zh: &'static str, en: &'static str| if english { en } else { zh };
    let mut walk = beginning(say, elder, low);
    walk.extend([
        ("#half", "recover"),
        // Otherwise every form that is opened later asks first, too.
        (say("不是我", "Not me"), ""),
        (say("按工种找", "By job"), "groups"),
        (say("工厂普工", "Factory"), "kinds"),
        (say("这一类全看", "All of"), "list"),
        (say("工资", "Wage"), "wages"),
        (if elder { "5000" } else { "4000" }, "list-filtered"),
        ("#card", "detail"),
        (say("朗读", "Read aloud"), ""),
        ("", "reading"),
        (say("停下", "Stop"), ""),
        (say("带走", "Take this"), "takeaway"),
        ("#printer", "takeaway-print"),
        (say("打印小票", "Print a slip"), "takeaway-printing"),
        ("#no-paper", "takeaway-no-paper"),
        (say("返回", "Back"), ""),
    ]);
    walk.extend(alone(english));
    walk.extend([
        (say("待遇", "Benefits"), "benefits"),
        (say("返回", "Back"), ""),
        (say("更多", "More"), "more"),
        (say("返回", "Back"), ""),
        (say("地区", "Place"), "districts"),
        (say("看地图选", "Choose on a map"), "map"),
        (say("返回", "Back"), ""),
        ("长沙市", "districts-of"),
        (say("首页", "Home"), ""),
        (say("日结零工", "Day jobs"), ""),
        (say("工资", "Wage"), ""),
        (say("一天", "a day"), ""),
        ("#filled", ""),
        ("200", "nothing"),
        (say("首页", "Home"), ""),
        (say("输入工种", "Type a job"), "search"),
        (say("手写", "Write"), "writing"),
    ]);
    walk.extend([("#stroke1", ""), ("#stroke2", ""), ("#stroke3", "written")]);
    walk.extend([
        (say("拼音", "Pinyin"), ""),
        ("#type", "search-found"),
        (say("请人帮忙", "Get help"), "help"),
        (say("首页", "Home"), ""),
    ]);
    walk.extend(day_jobs(english));
    walk.extend(services(english, elder));
    walk.extend(by_pictures(english));
    walk.extend(at_desk(english));
    walk.extend([("#offline", "offline"), ("#restart", "toast"), ("#wait", "idle")]);
    walk.extend(besides(english));
    walk
}

/// What the screen shows besides the kiosk: while it is wiped and at rest, to who keeps the machine and who practises, and at a
/// machine's first start.
fn besides(english: bool) -> Vec<(&'static str, &'static str)> {
    let say = |zh: &'static str, en: &'static str| if english { en } else { zh };
    let on = say("下一步", "Next");
    vec![
        ("#practice", "practice-attract"),
        (say("点一下", "Touch to"), "practice"),
        (say("请人帮忙", "Get help"), ""),
        (say("工作人员入口", "Staff only"), "sign-in"),
        ("#technician", ""),
        (say("机器状况", "The machine"), ""),
        ("#examined", "machine"),
        (say("返回", "Back"), ""),
        (say("擦屏幕", "Wipe the"), "wiping"),
        ("#resting", "resting"),
        ("#first", "first-language"),
        (on, "first-screen"),
        (on, "first-touch"),
        (on, "first-network"),
        (on, "first-devices"),
        (on, "first-kind"),
        (on, "first-place"),
        (say("选省", "Choose"), "first-divisions"),
        (say("湖南", "湖南"), ""),
        (say("长沙", "长沙"), ""),
        (say("雨花", "雨花"), ""),
        (on, "first-enrol"),
    ]
}

/// A machine's first start alone: the pictures of the one-page guide.
pub fn only_first(english: bool, _elder: bool, _low: bool) -> Vec<(&'static str, &'static str)> {
    besides(english).into_iter().skip_while(|(step, _)| *step != "#first").collect()
}

/// Those alone.
pub fn only_other(english: bool, _elder: bool, _low: bool) -> Vec<(&'static str, &'static str)> {
    besides(english)
}

/// What a seeker does alone, from the page of a posting back to the list.
fn alone(english: bool) -> Vec<(&'static str, &'static str)> {
    let say = |zh: &'static str, en: &'static str| if english { en } else { zh };
    vec![
        ("#more", ""),
        ("#more", ""),
        ("#term", "term"),
        (say("明白了", "I see"), ""),
        (say("存下来", "Keep to"), ""),
        (say("返回", "Back"), "list-kept"),
        ("#second", ""),
        (say("存下来", "Keep to"), ""),
        (say("返回", "Back"), ""),
        ("#third", ""),
        (say("存下来", "Keep to"), ""),
        (say("已存，", "Kept,"), "compare"),
        (say("返回", "Back"), ""),
        ("#more", ""),
        ("#more", ""),
        ("#more", ""),
        (say("这个岗位有问题", "Something wrong"), ""),
        (say("已经招满了", "It is taken"), "report"),
        ("#more", ""),
        (say("告诉工作人员", "Tell the"), "reported"),
        (say("再看看", "Look at"), ""),
        ("#card", ""),
        (say("我想去", "I want"), "who"),
        (say("用小票", "The number"), "slip"),
        (say("返回", "Back"), ""),
        (say("没登记过", "Not registered"), "short"),
        (say("返回", "Back"), ""),
        ("#reader", "who-reader"),
        ("#young-card", "too-young"),
        (say("返回", "Back"), ""),
        (say("我想去", "I want"), ""),
        ("#id-card", "apply"),
        (say("我同意", "I agree"), "apply-agreed"),
        ("#more", ""),
        (say("同意并报名", "Agree and"), "applied"),
        ("#more", ""),
        (say("我的", "My things"), "mine"),
        ("#more", ""),
        (say("带走一份", "Take a copy"), "copy"),
        (say("返回", "Back"), ""),
        (say("返回", "Back"), ""),
        (say("返回", "Back"), ""),
        (say("返回", "Back"), ""),
    ]
}

/// From the home page through a day's work and a résumé, back to the home page.
fn day_jobs(english: bool) -> Vec<(&'static str, &'static str)> {
    let say = |zh: &'static str, en: &'static str| if english { en } else { zh };
    vec![
        (say("日结零工", "Day jobs"), "day-jobs"),
        (say("零工市场", "Day jobs: take"), "market"),
        (say("填接活卡", "Fill in"), "card"),
        (say("装卸搬运工", "Loader"), ""),
        (say("手动工具", "Hand tools"), ""),
        (say("好了，看看活", "Done, show"), "market-card"),
        (say("占个名额", "Take a seat"), "seat-who"),
        ("#id-card", "seat"),
        (say("我同意", "I agree"), ""),
        (say("同意，占下", "I agree, take"), "seated"),
        (say("我的", "My things"), "mine-seats"),
        (say("我到了", "I am here"), "mine-checked-in"),
        (say("干完了", "Work done"), "work"),
        (say("8 小时", "8 hours"), "work-hours"),
        (say("返回", "Back"), ""),
        (say("看做工记录", "See the record"), "record"),
        (say("首页", "Home"), ""),
    ]
}

/// The way of somebody who cannot read, to an application.
fn by_pictures(english: bool) -> Vec<(&'static str, &'static str)> {
    let say = |zh: &'static str, en: &'static str| if english { en } else { zh };
    vec![
        (say("看图找活", "By pictures"), "pictures"),
        ("", "pictures-heard"),
        (say("找活干", "Find work"), "pictures-groups"),
        (say("看别的", "Show others"), "pictures-groups-more"),
        (say("返回", "Back"), ""),
        (say("找活干", "Find work"), ""),
        (say("家政护理", "Home and"), "pictures-kinds"),
        (say("这一类都行", "Any of"), "pictures-jobs"),
        ("#picture", "pictures-job"),
        (say("我想去", "I want"), "pictures-who"),
        ("#reader", "pictures-card"),
        ("#id-card", "pictures-consent"),
        (say("可以，报名", "Yes, apply"), "pictures-applied"),
        (say("看文字", "Words"), ""),
        (say("首页", "Home"), ""),
    ]
}

/// That way alone, for who changes it.
pub fn only_pictures(english: bool, elder: bool, low: bool) -> Vec<(&'static str, &'static str)> {
    let mut walk = beginning(|zh, en| if english { en } else { zh }, elder, low);
    walk.push(("#printer", ""));
    walk.extend(by_pictures(english));
    walk.extend([("#offline", "offline"), ("#restart", "toast"), ("#wait", "idle")]);
    walk
}

/// The desk alone.
pub fn only_desk(english: bool, elder: bool, low: bool) -> Vec<(&'static str, &'static str)> {
    let mut walk = beginning(|zh, en| if english { en } else { zh }, elder, low);
    walk.push(("#printer", ""));
    walk.extend(at_desk(english));
    walk
}

/// What the station does besides finding work.
fn services(english: bool, elder: bool) -> Vec<(&'static str, &'static str)> {
    let say = |zh: &'static str, en: &'static str| if english { en } else { zh };
    let home = (say("首页", "Home"), "");
    let hub = if elder { say("更多服务", "More services") } else { say("本站服务", "At this") };
    let mut walk = vec![
        (hub, "services"),
        (say("写简历", "Résumé"), "resume-groups"),
        (say("技术工人", "Skilled"), "resume"),
        (say("电焊工", "Welder"), ""),
        (say("5到10年", "5 to 10"), "resume-questions"),
        (say("看图纸", "read drawings"), ""),
        (say("角磨机", "angle grinder"), ""),
        (say("好了，看看", "Done, show"), "resume-done"),
        home,
        (hub, ""),
        (say("政策找人", "Policies for"), "door-policies"),
        (say("看看我能享受", "See which policies"), "form-policies"),
        (say("没工作，办过", "Registered unemployed"), ""),
        (say("下一步", "Next"), ""),
        (say("看结果", "See the result"), "findings"),
        home,
        (hub, ""),
        (say("政策找人", "Policies for"), ""),
        (say("算退休时间", "When can I"), "calculator"),
        (say("女职工，原来 50", "A woman, before: at 50"), ""),
        (say("1970年代", "1970s"), ""),
        ("1975", ""),
        (say("3月", "Month 3"), "calculated"),
        home,
        (hub, ""),
        (say("办事", "Business"), "door-business"),
        (say("说要办的事", "Say what you need"), "need"),
        (say("返回", "Back"), ""),
        (say("失业登记", "Register unemp"), "plan"),
        (say("现在填", "Fill it in"), "form-who"),
        home,
        (hub, ""),
        (say("维权", "Your rights"), "door-rights"),
        (say("欠薪线索", "Unpaid wages"), "form-tip"),
    ];
    walk.extend(further_services(english, elder));
    walk
}

/// And the other doors.
fn further_services(english: bool, elder: bool) -> Vec<(&'static str, &'static str)> {
    let say = |zh: &'static str, en: &'static str| if english { en } else { zh };
    let home = (say("首页", "Home"), "");
    let hub = if elder { say("更多服务", "More services") } else { say("本站服务", "At this") };
    let mut walk = vec![home, (hub, ""), (say("学技能", "Learn a skill"), "door-training")];
    if !elder {
        walk.extend([(say("培训地图", "Map of courses"), "course-map"), (say("返回", "Back"), "")]);
    }
    walk.extend([
        (say("叉车司机", "Forklift"), "course"),
        (say("带走", "Take along"), "course-take"),
        home,
        (hub, ""),
        (say("招聘会", "Job fairs"), "door-events"),
        (say("高校毕业生专区", "Graduates"), "zone"),
        (say("看专区岗位", "See these jobs"), "zone-jobs"),
        home,
        (hub, ""),
        (say("招聘会", "Job fairs"), ""),
        (say("样例省“职等你来”", "The big fair"), "fair"),
        (say("看展位图", "See floor map"), "hall"),
    ]);
    walk.extend(guidance(english, elder));
    walk
}

/// Guidance and what it leads to, and the last doors.
fn guidance(english: bool, elder: bool) -> Vec<(&'static str, &'static str)> {
    let say = |zh: &'static str, en: &'static str| if english { en } else { zh };
    let home = (say("首页", "Home"), "");
    let hub = if elder { say("更多服务", "More services") } else { say("本站服务", "At this") };
    let mut walk = vec![
        home,
        (hub, ""),
        (say("职业指导", "Guidance"), "door-guidance"),
        (say("什么最要紧", "What matters"), "assess-values"),
        (say("离家近", "Near home"), ""),
        (say("有社保", "Insurance"), ""),
        (say("稳定", "Steady"), ""),
        (say("看结果", "See the result"), "values"),
        home,
        (hub, ""),
        (say("职业指导", "Guidance"), ""),
        (say("准备好了吗", "Ready?"), ""),
    ];
    walk.extend([(say("还没有", "Not yet"), ""); 10]);
    walk.extend([
        ("", "to-do"),
        home,
        (hub, ""),
        (say("职业指导", "Guidance"), ""),
        (say("兴趣小测", "Interests"), "assess"),
    ]);
    walk.extend([(say("很喜欢", "Very much"), ""), (say("不太喜欢", "Rather not"), "")].repeat(24));
    walk.extend([
        ("", "interests"),
        home,
        (hub, ""),
        (say("职业指导", "Guidance"), ""),
        ("#expert", "expert"),
        home,
        (hub, ""),
        (say("学技能", "Learn a skill"), ""),
        (say("讲座：找工作", "Talk: "), "talk"),
        (say("看视频", "Watch the film"), ""),
        ("#film", "lesson"),
        home,
        (hub, ""),
        (say("创业", "Start a"), "door-startup"),
        home,
        (hub, ""),
        (say("用人单位", "Employers"), "door-firms"),
        home,
        (hub, ""),
        (say("提意见", "Your opinion"), "form-opinion"),
        ("#sent", "done"),
        home,
    ]);
    walk
}

/// The clerk's part of the walk.
fn at_desk(english: bool) -> Vec<(&'static str, &'static str)> {
    let say = |zh: &'static str, en: &'static str| if english { en } else { zh };
    let mut walk = vec![
        (say("请人帮忙", "Get help"), ""),
        (say("工作人员入口", "Staff only"), ""),
        ("#signed-in", "desk"),
        (say("登记来访者", "Register a"), "form-no-reader"),
        ("#reader", "form-reader"),
        ("#id-card", "form-card"),
        ("#registered", "receipt"),
        (say("回到工作台", "Back to the desk"), ""),
        (say("登记列表", "Registrations"), "entries"),
        (say("推荐岗位", "Recommend jobs"), "matches"),
        (say("看岗位", "See the job"), "desk-posting"),
        (say("适合的登记者", "People for"), "people"),
        (say("返回", "Back"), ""),
        (say("返回", "Back"), ""),
        (say("返回", "Back"), ""),
        ("#last-entry", ""),
        (say("推荐岗位", "Recommend jobs"), "matches-near"),
        (say("返回", "Back"), ""),
        (say("返回", "Back"), ""),
        (say("今日派工", "Today's"), "gigs"),
        ("#seats", ""),
        (say("看名额", "Seats and"), "desk-seats"),
        (say("单位来确认", "Employer confirms"), "desk-seat"),
        (say("返回", "Back"), ""),
        (say("返回", "Back"), ""),
        (say("岗位反映", "Reported"), "reports"),
        (say("返回", "Back"), ""),
        (say("登记者", "People"), "seekers"),
        ("测试甲", "seeker"),
        (say("职业指导", "Guidance"), "record"),
        (say("返回", "Back"), ""),
        (say("岗位推荐", "Recommend a job"), ""),
        (say("推荐给她", "Recommend it"), "referred"),
        (say("回到她的档案", "Back to her page"), "seeker-referred"),
        (say("返回", "Back"), ""),
        (say("返回", "Back"), ""),
        (say("电话回访", "Call-backs"), "queue"),
        ("测试乙", "task"),
        (say("没人接", "No answer"), ""),
        ("测试乙", "task-again"),
        (say("返回", "Back"), ""),
        ("#invited", ""),
        (say("登记者", "People"), ""),
        ("测试甲", ""),
        ("#more", "seeker-invited"),
        (say("返回", "Back"), ""),
        (say("返回", "Back"), ""),
        (say("交班", "End the shift"), "closing"),
    ];
    walk.extend(at_desk_further(english));
    walk
}

/// And what else there is at the desk.
fn at_desk_further(english: bool) -> Vec<(&'static str, &'static str)> {
    let say = |zh: &'static str, en: &'static str| if english { en } else { zh };
    vec![
        (say("返回", "Back"), ""),
        (say("改 PIN", "Change PIN"), "pin"),
        (say("返回", "Back"), ""),
        (say("审计日志", "Audit log"), "audit"),
        (say("返回", "Back"), ""),
        (say("员工账号", "Accounts"), "accounts"),
        (say("开一个账号", "Open an account"), "account"),
        (say("返回", "Back"), ""),
        (say("返回", "Back"), ""),
        ("#left", ""),
        (say("自助来件", "Left at"), "arrived"),
        (say("失业登记", "Registering unemp"), "arrived-file"),
        (say("返回", "Back"), ""),
        (say("单位招人", "People wanted"), "arrived-vacancy"),
        (say("登记单位和岗位", "Register employer"), "arrived-taken-up"),
        (say("返回", "Back"), ""),
        (say("返回", "Back"), ""),
        (say("返回", "Back"), ""),
        ("#stick", ""),
        (say("表格导入", "Import lists"), "tables"),
        ("社区摸底", "tables-preview"),
        (say("列的对应", "Columns"), "tables-columns"),
        (say("返回", "Back"), ""),
        (say("登记者", "People"), ""),
        ("测试乙", ""),
        (say("派一份日结零工", "Give a day job"), "day-seats"),
        (say("返回", "Back"), ""),
        (say("返回", "Back"), ""),
        (say("返回", "Back"), ""),
        ("#firm", ""),
        (say("政策找人", "Policies for"), "push"),
        (say("返回", "Back"), ""),
        (say("用人单位", "Employers"), "firms"),
        (say("登记用人单位", "Register an"), "firm-form"),
        (say("返回", "Back"), ""),
        ("测试精密", "firm"),
        ("", ""),
        (say("发布岗位", "Post a job"), "offer-form"),
        (say("返回", "Back"), ""),
        ("数控车床", "offer"),
        ("#more", "offer-decide"),
        (say("返回", "Back"), ""),
        (say("返回", "Back"), ""),
        (say("返回", "Back"), ""),
        (say("就业监测", "Figures"), "monitor"),
        ("#more", "monitor-below"),
        (say("大屏展示", "Show the big"), "board"),
        (say("供需", "Trades"), "board-trades"),
        (say("就业", "Into work"), "board-way"),
        (say("首页", "Home"), ""),
    ]
}
