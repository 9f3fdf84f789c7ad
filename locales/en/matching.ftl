# What is said when jobs or people are recommended: what fits, what is missing, what would help.

## What fits

fit-wanted-first = { $job } is what is wanted most
fit-wanted = { $job } is wanted
fit-own-words = the title says “{ $words }”
fit-near = { $job } is like { $like }: both have { $shared }
fit-trade = knows the trade: { $job }
fit-work-form = { $form } as wanted
fit-wage = reaches the { $wage } wanted
fit-street = in the same street or town
fit-near-home = only about { $n } km away
fit-county = in the same district
fit-county-km = in the same district, about { $n } km away
fit-city = in the same city
fit-within-reach = about { $n } km away
fit-licence = has what is asked for: { $licence }
fit-education = schooling is enough ({ $education })
fit-nights = night work, which suits
fit-board = meals included
fit-lodging = lodging included

## What is missing

gap-work-form = this is { $form }, not what was wanted
gap-wage = pays less than the { $wage } wanted
gap-wage-unsaid = the wage is to be agreed and may be too low
gap-city = in another city
gap-province = in another province
gap-too-far = about { $n } km away, beyond the { $n-limit } km named
gap-licence = asks for { $licence }: not among the skills registered
gap-licence-welcome = { $licence } would be good and is no condition
gap-education = asks for { $asked }, registered is { $has }
gap-education-unsaid = asks for { $asked }; schooling was not registered
gap-experience = { $n ->
    [one] asks for one year of experience; the registration does not say
   *[other] asks for { $n } years of experience; the registration does not say
}
gap-nights = night work, which was ruled out
gap-nights-unsaid = night work; not said whether it suits
gap-board = no meals mentioned
gap-lodging = no lodging mentioned
gap-not-yet = free only from { $date }

## What would help

change-licence = get { $licence }
change-course = { $change } (course: { $course })
course-begins = { $course }, begins { $date }
change-work-form = accept { $form }
change-wage = call and ask whether the wage can be agreed on
change-ask-wage = ask for the wage first
change-place = be ready to go farther
change-education = call and ask whether less schooling will do
change-say-education = add the schooling
change-experience = ask how many years it has been
change-nights = work nights
change-say-nights = ask whether nights are possible
change-board = bring meals, or ask for a canteen
change-lodging = find a room, or ask for a dormitory
change-start = ask whether they can wait until { $date }

## Similar jobs

near-open = { $n ->
    [one] one job open now
   *[other] { $n } jobs open now
}
near-shared = The same: { $traits }
near-new = New: { $traits }
near-licence = Usually needs { $licence }
near-course = Course: { $course }

## Jobs recommended

match-good = Fits
match-maybe = Worth a thought
match-ask = A condition is not met
match-postings = Jobs recommended
match-postings-below = { $name }: the best of { $n-all } related jobs, each with its reasons
match-none = No job fits
match-none-below = Another line of work may do; similar jobs are below.
match-gone = This registration has run out and was erased
match-near = Similar jobs
match-look-at = See jobs: { $job }
match-instead = Recommended as: { $job }
match-as-wanted = Back to the jobs asked for
match-points = { $n ->
    [one] one point
   *[other] { $n } points
}
match-fits = Because: { $reasons }
match-missing = Missing: { $reasons }
match-help = What to do: { $reasons }
match-people = { $n ->
    [one] One registered person fits
   *[other] { $n } registered people fit
}
match-no-people = Nobody registered here fits
match-no-call = did not agree to be told, do not call
match-open-posting = See the job
match-for-posting = People for this job
match-for-person = Recommend jobs

## Day jobs today

gigs-title = Today's day jobs
gigs-below = { $n-people } free today, { $n-jobs } day jobs open; one place each, no seat twice
gigs-none = No day job to give out today
gigs-none-below = It takes people who are free today, want day jobs and agreed to be told, and day jobs that fit them.
gigs-sent = { $name } to “{ $title }”
gigs-call = Call { $phone }
gigs-by-station = No phone: tell in person

## Between two reasons

reason-separator = { "; " }
turn-door = My work has gone away
turn-door-below = Machines took over, the plant moved: which jobs are nearest to yours
turn-heading = What did you do before?
turn-below = Touch a kind of work, then what you did
turn-near-heading = Nearest to { $job }
turn-near-below = Wanted now, the most alike first
turn-none = No job like it is open just now. Learn a trade, or think about it with a counsellor.
turn-ask = Talk to a counsellor
turn-learn = See what can be learned
