# 到处都用的词。

app-name = 就业驿站

home = 首页
back = 返回
next = 下一步
cancel = 取消
close = 关闭
search = 搜索
clear = 清空
all = 全部
more-below = 下面还有
loading = 正在读取……

list-separator = 、

## 日期和时间

date-in-year = { $n-month }月{ $n-day }日
date-with-year = { $n-year }年{ $n-month }月{ $n-day }日
date-and-time = { $date } { $time }
today = 今天
tomorrow = 明天
yesterday = 昨天
ago-moment = 刚刚
ago-minutes = { $n } 分钟前
ago-hours = { $n } 小时前
ago-days = { $n } 天前
lasting-minutes = { $n } 分钟
lasting-hours = { $n } 小时
lasting-days = { $n } 天

## 钱

money-yuan = { $amount }元
wage-negotiable = 工资面议
wage-unsaid = 工资没写明
wage-about = 约 { $amount }
wage-from = { $unit }起
wage-up-to = 最高 { $amount }
wage-months = { $unit } · { $n }薪
wage-piecework = 计件

## 键盘

key-space = 空格
key-done = 完成
key-hanzi = 拼音
key-latin = 英文
key-digits = 数字
key-backspace = 退格
key-capital = 大写
key-more = 更多候选
key-less = 前面的候选
keyboard-hint = 打拼音，在这里选字
