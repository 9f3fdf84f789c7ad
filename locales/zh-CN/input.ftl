# What is typed and written with a finger.
key-writing = 手写
writing-elsewhere = 没有您要的字？点“拼音”打，或请工作人员帮忙
writing-sheet = 用手指在这里写字
writing-undo = 退一笔
writing-clear = 重写

## A date by touches
when-other = 另选一天
when-decade = { $n }年代
when-year = { $n }年
when-month-of-year = { $n }月
when-day = { $n }日
when-so-far = { $n-year }年{ $n-month }月
