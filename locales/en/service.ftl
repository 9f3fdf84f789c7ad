# Services besides finding work: policies, business, training, guidance, starting up, fairs, rights, opinions.

## What is wrong with a pack

pack-missing-field = { $field } lacks something that must be there
pack-no-date = { $field } is no day of the calendar
pack-backwards = { $field } ends before it begins
pack-no-condition = { $field } needs one condition, and only one
pack-unknown-name = { $field } names something that is not there
pack-cyclic = { $field } needs itself
pack-twice = { $field } stands there twice

## Doors

door-policies = Policies for you
door-policies-below = A few questions
door-business = Business
door-business-below = Unemployment, insurance
door-training = Learn a skill
door-training-below = Courses, certificates, subsidies
door-guidance = Guidance
door-guidance-below = Self-checks, counsellors
door-startup = Start a business
door-startup-below = Shops, loans, places
door-events = Job fairs
door-events-below = Floor map, tickets, jobs by group
door-rights = Your rights
door-rights-below = Wages, contracts, riders
door-opinion = Your opinion
door-opinion-below = Say what you like
door-register = Register
door-register-below = The staff fill it in with you
ask-door = Say what you need
ask-door-below = A few words find the steps and papers
ask-below = Type or write it as you would say it.
ask-hint = for example: lost my job
ask-examples = What people often ask; a touch will do:
ask-nothing = Nothing was found
ask-nothing-below = Say it in other words, or ask the staff.
door-firms = Employers
door-firms-below = Hiring, subsidies, stands
door-more = More services
door-more-below = Policies, business, courses, rights
check-policies = See which policies may fit me
check-policies-below = A few questions, no name
door-empty = Nothing here yet
door-empty-below = It is downloaded by itself. Meanwhile the staff will help you.
section-calculators = Calculate
section-assessments = Know yourself
section-career = Ways to go
section-experts = Book a counsellor
section-steps = Step by step
section-law = What the law says
section-policies = All policies
section-places = Where to go
section-zones = Jobs for you, by group
section-events = Fairs and events
shelf-all = All

## One thing

item-ended = Ended { $date }; ask at the window whether it goes on
course-map = Map of courses
course-map-below = Where courses are, and how far
course-map-count =
    { $n ->
        [one] { $n } course
       *[other] { $n } courses
    }
course-map-here = right here
course-map-way = about { $n } km { $towards }
item-away = How far
item-take = Take along
item-papers = What to bring
item-conditions = Who it is for
item-window = Whether it fits and how much it is: the answer at the window counts.
item-source = Source: { $name }, as of { $date }
item-when = When
item-hours = Hours you can book
item-hours-full = Nothing is free in these two weeks; please ask the staff
item-pick-hour = Choose an hour first
item-hall = See floor map and firms
item-steps = { $n ->
    [one] 1 step
   *[other] { $n } steps
}
day-hour = { $day }, { $time }
take-this-heading = Scan it and take it along
take-this-how = Point your phone's camera at it and keep the text.
take-this-code = QR code of the text
take-this-offline = It needs no network: the text is in the code.

## Step by step

plan-step = Step { $n }
plan-papers = Bring: { $papers }
plan-person = Ask the staff to do it with me

## Filling in

answer-yes = Yes
answer-no = No
fill-optional = (may be left empty)
fill-submit = Send
fill-see = See the result
fill-first = There are quicker ways
fill-call = Call { $phone }
fill-code = QR code of the official page
fill-full = Somebody has just booked this hour. Please go back and choose another.
fill-result = The result
fill-about = You are booking: { $title }
fill-day-so-far = Chosen: { $so-far }
fill-change = Change
fill-card = Lay your ID card on the reader: name and number are filled in
calc-retirement = { $n-month }/{ $n-year }
calc-age = at { $n-years }
calc-age-months = at { $n-years } and { $n-months } { $n-months ->
    [one] month
   *[other] months
}
calc-later = { $n ->
    [one] 1 month
   *[other] { $n } months
} later than before
calc-months = At most { $n } months
calc-yuan = At most { $amount } yuan
calc-nothing = Not under these conditions, for now

## Policies for people

findings-heading = Policies that may fit you
findings-likely = Likely
findings-perhaps = To be asked
findings-no = Not now
findings-none = No policy was found that fits
findings-none-below = Policies change often. Please let the staff have a look.
findings-either = One of these is enough:
findings-paper = { $says } (proof: { $paper })
findings-again = Change my answers

## Self-checks

assess-progress = { $n } of { $n-all }
assess-skip = Skip
assess-before = Back one
assess-see = See the result
assess-picked = { $n } of { $n-all } chosen
scores-heading = Your result
scores-private = Only you see it; it is gone when you leave.
scores-flat = Nothing stands out. Try a day of work to find out.
scores-tie = Several have the same sum: look at all of them.
scores-sum = { $title }: { $n } (from 8 to 40)
scores-unknown = { $title }: too little was answered
scores-job = See jobs: { $job }
scores-ready = Everything is ready. Good luck!
scores-todo = Things to do
scores-picked = What matters most to you

## Fairs

hall-counts = { $n-firms } firms, { $n-posts } posts
hall-row = Row { $row }
hall-place = Touch a row to see its firms
hall-offer = { $job }: { $n }, { $wage }
hall-interest = I am interested

## Done

done-heading = Done
done-already = You have sent this before; the number is the same
done-kept = Kept on this machine; it goes to the province by itself
done-urgent = This is urgent: please tell the staff now
done-held = Held for you: { $when }
done-pictures = Photographs of payslips, rosters, chats? Scan this code with your own phone to add them, { $n } at most
done-home = To the first page
done-code = QR code of the receipt

## Going on

recover-heading = Something was not finished
recover-below = The machine stopped for a moment. Were you filling in “{ $form }”?
recover-digits = Last four digits of the phone or ID number you typed
recover-wrong = That is not it
recover-go = Yes, go on
recover-drop = Not me, erase it
