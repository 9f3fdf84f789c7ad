# What is typed and written with a finger.
key-writing = 手写
writing-hint = 写一个字，在这里选
writing-sheet = 用手指在这里写字
writing-undo = 退一笔
writing-clear = 重写
