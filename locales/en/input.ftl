# What is typed and written with a finger.
key-writing = Write
writing-elsewhere = Not among these? Touch Pinyin, or ask the staff
writing-sheet = Write here with your finger
writing-undo = Undo
writing-clear = Clear

## A date by touches
when-other = Another day
when-decade = { $n }s
when-year = { $n }
when-month-of-year = Month { $n }
when-day = { $n }
when-so-far = { $n-year }, month { $n-month }
