# Words used everywhere.

app-name = Employment station

home = Home
back = Back
next = Next
cancel = Cancel
close = Close
search = Search
clear = Clear
all = All
more-below = More below
loading = Loading…

list-separator = {", "}

## Dates and times

date-in-year =
    { $n-day } { $n-month ->
        [1] January
        [2] February
        [3] March
        [4] April
        [5] May
        [6] June
        [7] July
        [8] August
        [9] September
        [10] October
        [11] November
       *[12] December
    }
date-with-year =
    { $n-day } { $n-month ->
        [1] January
        [2] February
        [3] March
        [4] April
        [5] May
        [6] June
        [7] July
        [8] August
        [9] September
        [10] October
        [11] November
       *[12] December
    } { $n-year }
date-and-time = { $date }, { $time }
today = today
tomorrow = tomorrow
yesterday = yesterday
ago-moment = just now
ago-minutes =
    { $n ->
        [one] { $n } minute ago
       *[other] { $n } minutes ago
    }
ago-hours =
    { $n ->
        [one] { $n } hour ago
       *[other] { $n } hours ago
    }
ago-days =
    { $n ->
        [one] { $n } day ago
       *[other] { $n } days ago
    }
lasting-minutes =
    { $n ->
        [one] { $n } minute
       *[other] { $n } minutes
    }
lasting-hours =
    { $n ->
        [one] { $n } hour
       *[other] { $n } hours
    }
lasting-days =
    { $n ->
        [one] { $n } day
       *[other] { $n } days
    }

## Money

money-yuan = { $amount } yuan
wage-negotiable = Wage to be agreed
wage-unsaid = Wage not stated
wage-about = about { $amount }
wage-from = { $unit } up
wage-up-to = up to { $amount }
wage-months = { $unit } · { $n } months a year
wage-piecework = by the piece

## Keyboard

key-space = Space
key-done = Done
key-hanzi = Pinyin
key-latin = ABC
key-digits = 123
key-backspace = Backspace
key-capital = Capitals
key-more = More candidates
key-less = Earlier candidates
keyboard-hint = Type pinyin, pick characters here
