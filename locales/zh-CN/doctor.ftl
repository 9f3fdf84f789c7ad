# 给技术员看的本机状况：每项检查发现了什么，该怎么办。用于 yizhan doctor 和诊断屏。

doctor-program = { $state ->
    [trial] 驿站程序 { $what } 正在试用，一刻钟内决定留下还是退回。
    [went] 新版本在这台机器上不合适，已经退回原来的版本：{ $what }
   *[good] 驿站程序 { $what }
}
remedy-program = 用下面的命令写出支持文件，发给发布版本的人；改好的版本号会更高。
doctor-settings = { $state ->
    [none] 没有设置文件，一切由命令行和环境变量决定。
    [last_good] 设置文件有 { $n } 处错误，继续用上一份：{ $what }
    [faulty] 设置文件有 { $n } 处错误：{ $what }
   *[good] 设置文件有 { $n } 项设置：{ $what }
}
remedy-settings = 按所指的行改正文件，用下面的命令检查，再重启驿站程序。
doctor-key = { $state ->
    [file] 数据库密钥放在数据库旁边的文件里（{ $what }）：拿走硬盘的人也拿走了密钥。
    [begun] 换数据库密钥换到一半：旧密钥还在。再运行一次 yizhan-seal-key --change。
    [both] 密钥由系统服务交付，但 { $what } 还留在数据库旁边。
    [none] 这里没有数据库密钥。
   *[good] 数据库密钥由系统服务交付。
}
remedy-key = 用下面的命令把密钥封存在本机，副本交省里的保险柜。有数据库而没有密钥时，请取回副本：没有它谁也读不了数据库。
doctor-store = { $state ->
    [missing] { $what } 里没有驿站数据。
    [no_key] 数据库打不开：{ $what }
    [wrong_key] 这把密钥打不开数据库：{ $what }
    [too_new] 数据库由更新的版本写成：{ $what }
    [locked] 另一个程序占用着数据库：{ $what }
    [read_only] 数据库不能写入：{ $what }
    [disk_full] 磁盘已满，数据库打不开：{ $what }
    [damaged] 数据库已损坏：{ $what }
    [other] 数据库打不开：{ $what }
   *[good] 数据库正常，SQLite { $what }。
}
remedy-store = 先把整个数据目录复制到另一块盘，里面的内容没有被改动。然后取回密钥、安装新版本、腾出空间，或把本机注册为驿站。
doctor-integrity = { $state ->
    [damaged] 数据库页面已损坏：{ $what }
    [no_log] 数据库没有用日志方式写入：断电可能丢失已保存的内容。
   *[good] 数据库每一页都完整。
}
remedy-integrity = 把整个数据目录复制到另一块盘，趁还能用，用下面的命令把待传内容写到 U 盘，再请省里恢复本站。
doctor-traces = { $state ->
    [never] 还没有来访者离开后的检查结果。
    [found] 有来访者离开后留下了痕迹（{ $n } 次），位置：{ $what }
   *[good] 每位来访者离开后都查过内存和文件，{ $n } 次没有留下痕迹。
}
remedy-traces = 重新启动本机（内存里的随之清除），再把下面命令写出的支持包交给维护单位；里面没有来访者的信息。
doctor-disk = { $state ->
    [unknown] 读不出剩余空间：{ $what }
    [bad] 只剩 { $n } 兆字节：登记可能保存不了。
    [poor] 只剩 { $n } 兆字节。
   *[good] 还有 { $n } 兆字节。
}
remedy-disk = 清除不属于驿站的东西：旧日志、安装包、已搁置的损坏目录库。
doctor-enrolled = { $state ->
    [none] 这台机器还不是驿站。
   *[good] 本机是第 { $n } 号驿站，{ $what }。
}
remedy-enrolled = 向省平台要一次性注册码，用下面的命令注册。
doctor-clock = { $state ->
    [unknown] 时钟准不准，要等第一次连上省平台才知道。
    [off] 机器时钟差 { $n } 秒。驿站会自己校正，别的程序不会。
   *[good] 时钟与省平台相差不到 { $n } 秒。
}
remedy-clock = 校准时钟。断电一夜后又不准，请更换主板电池。
doctor-line = { $state ->
    [silent] { $what } 没有回应。
   *[good] { $what } 有回应。
}
remedy-line = 检查网线、路由器和地址。线路恢复前，一切都保存在本机。
doctor-contact = { $state ->
    [never] 省平台从未应答过。
    [old] 省平台上次应答在 { $n } 小时前。
    [trouble] 省平台应答不正常：{ $what }
   *[good] 省平台上次应答在 { $n } 小时前。
}
remedy-contact = 用下面的命令试一次，照提示处理。线路一直不通时，用 U 盘带走待传内容（yizhan export）。
doctor-waiting = { $state ->
    [old] { $n } 条待传，最早的已超过三天。
   *[good] { $n } 条待传。
}
remedy-waiting = 检查线路，或用下面的命令写到 U 盘带走。
doctor-refused = { $state ->
    [some] 省平台退回了 { $n } 条。
   *[good] 没有被退回的。
}
remedy-refused = 经办员在工作台能看到每一条的退回原因，改正后重新提交。
doctor-packs = { $state ->
    [none] 还没有收到省里的内容包（政策、表单、课程等）。
    [refused] 省里的内容包有 { $n } 个没有采用，仍用上一份：{ $what }
    [unreadable] 读不出内容包的情况：{ $what }
   *[good] 省里的 { $n } 个内容包都在使用。
}
remedy-packs = 把下面命令显示的类别、版本和字段告诉省平台，请他们改正后以更高的版本重新下发；在此之前继续使用上一份。
doctor-card-reader = { $state ->
    [none] 没有设置读卡器。
    [failing] 读卡器不工作：{ $what }
   *[good] 读卡器就绪：{ $what }
}
doctor-slip-printer = { $state ->
    [none] 没有设置小票打印机。
    [failing] 小票打印机不工作：{ $what }
   *[good] 小票打印机就绪：{ $what }
}
doctor-page-printer = { $state ->
    [none] 没有设置 A4 打印机。
    [failing] A4 打印机不工作：{ $what }
   *[good] A4 打印机就绪：{ $what }
}
doctor-scanner = { $state ->
    [none] 没有设置串口扫码器；键盘式的不用设置。
    [failing] 扫码器不工作：{ $what }
   *[good] 扫码器已连接：{ $what }
}
doctor-pinyin = { $state ->
    [failing] 指定的拼音引擎不在，改用内置的：{ $what }
   *[good] 拼音由 { $what } 转换。
}
remedy-device = 检查连线、电源、纸张和端口：驿站账号须在 dialout 和 lp 组里。下面的命令逐个试一遍。
remedy-pinyin = 安装 librime 及其词库，或改用内置引擎。
doctor-voice = { $state ->
    [missing] 缺少朗读程序：{ $what }
   *[good] 由 { $what } 朗读。
}
remedy-voice = 安装它，或在设置里换一个朗读程序。
doctor-sound = { $state ->
    [none] 机器没有声卡，不能朗读。
   *[good] 机器有声卡。
}
remedy-sound = 在固件里打开声卡，或外接一个。
doctor-films = { $state ->
    [none] 本站不放影片。
    [missing] 缺少放影片的程序（{ $what }），改放海报。
   *[good] 由 { $what } 放影片。
}
remedy-films = 安装它，或把 films 设为空。
doctor-memory = { $state ->
    [unknown] 读不出剩余内存。
    [bad] 内存只剩 { $n } 兆字节。
    [poor] 内存只剩 { $n } 兆字节。
   *[good] 内存还有 { $n } 兆字节。
}
remedy-memory = 看看还有哪些程序在运行，自助终端不需要别的程序。
doctor-temperature = { $state ->
    [unknown] 机器不报告温度。
    [bad] 机器温度 { $n } 度，可能自行关机。
    [poor] 机器温度 { $n } 度，偏高。
   *[good] 机器温度 { $n } 度。
}
remedy-temperature = 清洁风扇和通风口，别让终端晒太阳。
doctor-display = { $state ->
    [unknown] 读不出接了哪些屏幕。
    [none] 没有接屏幕。
   *[good] 屏幕接在 { $what }。
}
remedy-display = 检查屏幕的连线和电源。
doctor-touch = { $state ->
    [unknown] 读不出输入设备。
    [none] 没有接触摸屏。
   *[good] 触摸屏是 { $what }。
}
remedy-touch = 检查触摸屏的连线（多为单独的 USB 线）。
doctor-core-dumps = { $state ->
    [unknown] 读不出程序崩溃后内存的去向。
    [kept] 程序崩溃时内存会被留存（{ $what }），里面可能有群众输入的内容。
   *[good] 程序崩溃时不留存内存。
}
remedy-core-dumps = 用下面的命令启用安装包里的内核设置。
doctor-swap = { $state ->
    [unknown] 读不出内存是否写到磁盘。
    [disk] 内存会写到磁盘（{ $what }）。
   *[good] 内存不会写到磁盘。
}
remedy-swap = 用下面的命令关闭，并从 /etc/fstab 删去那一行；压缩内存（zram）可以保留。
doctor-consoles = { $state ->
    [logind] 组合键能切到控制台：logind 会打开一个。
    [getty] 组合键能切到控制台：{ $what }
   *[good] 没有组合键能切到控制台。
}
remedy-consoles = 启用安装包里的 logind 设置，用下面的命令屏蔽控制台。
doctor-key-combinations = { $state ->
    [unknown] 读不出内核接受哪些组合键。
    [sysrq] 内核接受它自己的组合键（sysrq 为 { $what }）。
    [restart] Ctrl+Alt+Del 能让机器重启。
   *[good] 内核和系统都不接受组合键。
}
remedy-key-combinations = 启用安装包里的内核设置，用下面的命令屏蔽该目标。
doctor-sticks = { $state ->
    [barred] U 盘已禁用。
    [mounted] U 盘会自动挂载（{ $what }）。
   *[good] U 盘只能由技术员挂载。
}
remedy-sticks = 用下面的命令屏蔽该服务。
doctor-accounts = { $state ->
    [unknown] 读不出有哪些账号。
    [open] 有账号没有密码：{ $what }
    [own] 驿站账号能登录命令行：{ $what }
    [many] 有 { $n } 个人的账号能登录命令行：{ $what }
   *[good] 有 { $n } 个人的账号能登录命令行。
}
remedy-accounts = 除技术员外，用下面的命令收回各账号的命令行。
doctor-ports = { $state ->
    [unknown] 读不出开放的端口。
    [open] 有 { $n } 个端口对外开放：{ $what }
   *[good] 没有端口对外开放。
}
remedy-ports = 用下面的命令查出是谁在监听，把它关掉。
doctor-firewall = { $state ->
    [none] 没有 nftables 规则：驿站能连到任何网络。
    [unset] nftables 规则里没有省平台的地址：驿站什么也连不上。
    [stopped] 开机时没有加载 nftables 规则。
   *[good] 开机时加载 nftables 规则。
}
remedy-firewall = 把省平台的地址写进 /etc/yizhan/firewall.nft，用下面的命令加载。

diagnosis-again = 再试一次
diagnosis-why = 驿站程序连续几次没能启动。需要处理的是：
diagnosis-nothing = 没有发现需要处理的问题。
