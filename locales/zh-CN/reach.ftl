# The way by pictures and voice: short sentences as they are spoken, since they are heard and not read.
pictures-way = 看图找活
pictures-way-note = 不认字也行，听着点图
pictures-leave = 看文字
pictures-home = 您想干什么？点一下图。
pictures-mine = 我报的名
pictures-mine-ask = 您报的活，到这一步了
pictures-mine-nothing = 这里还没有您报的名
pictures-find = 找活干
pictures-day = 今天就干的活
pictures-near = 离这里近的活
pictures-groups = 您想干哪一类活？
pictures-kinds = { $group }，哪一种活？
pictures-any = 这一类都行
pictures-jobs = 有 { $n } 个活。点一个，听它怎么样。
pictures-none = 这种活现在没有。
pictures-other-kind = 换一种
pictures-more = 看别的
pictures-again = 从头再看
pictures-job = 这个活，您想去吗？
pictures-want = 我想去
pictures-other = 看别的
pictures-card = 请把身份证放在读卡器上。
pictures-no-reader = 这里读不了身份证。请工作人员帮您报名。
pictures-card-unknown = 这张证在本站还没有东西可看。
pictures-not-yet = 先不报名
pictures-reached = 单位有消息了，怎么告诉您？
pictures-by-station = 驿站转告我
pictures-by-phone = 打我的电话
pictures-consent = 把您的名字和电话告诉这家单位，可以吗？
pictures-gives-name = 您的名字
pictures-gives-phone = 您的电话
pictures-gives-to = 告诉
pictures-agree = 可以，报名
pictures-refuse = 不可以
pictures-slip = 打印小票

## Typed by touch
