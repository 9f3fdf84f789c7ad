# Day jobs: the worker's card, seats, checking in, hours and pay, the record of the day.

## Market

market-open = Day jobs: take a seat
market-door = Take a seat for the day
market-title = Day jobs
market-below = A seat you take here is yours and nobody else's
market-none = There are no seats to take now
market-none-below = The province shares seats out among stations each day, those of tomorrow from three o'clock on. You can also look at all day jobs and call.
market-all = See all day jobs
market-left = { $n ->
    [one] { $day }: one seat left
   *[other] { $day }: { $n } seats left
}
market-want = Take a seat

## Card

card-title = My work card
card-below = Just touch; leave out what you like
card-why = Say what you can do and which tools you have, and what suits you stands first.
card-fill = Fill in the card
card-change = Change it
card-jobs = What can you do?
card-tools = What do you bring?
card-times = When can you come?
card-far = How far would you go?
card-km = Up to { $n } km
card-anywhere = Any distance
card-done = Done, show the jobs
card-line-jobs = Can do: { $jobs }
card-line-tools = Brings: { $tools }
card-line-times = Can come: { $times }
card-line-far = At most: { $far }
tool-hand-tools = Hand tools
tool-power-tools = Power tools
tool-measuring = Measuring tools
tool-ladder = Ladder
tool-safety-gear = Helmet, safety shoes
tool-work-clothes = Work clothes
tool-cleaning-gear = Cleaning tools
tool-kitchen-knives = Knives
tool-tricycle = Tricycle
tool-electric-bike = Electric bike
tool-van = Van
tool-smartphone = Smartphone
tool-other = Other
part-morning = Morning
part-afternoon = Afternoon
part-evening = Evening
part-night = Night
part-other = Other

## Seat

seat-title = Take this seat
seat-day = Day of work: { $day }
seat-place = Place: { $place }
seat-contact = Contact: { $contact }
seat-what-card = your name, telephone and work card
seat-consent-text = Who gets it: { $employer }. Contact: { $contact }. What for: so that you are expected for “{ $title }”, and both sides confirm hours and pay. What: { $what }. How: this station sends it to the province, which hands it to this employer. For this employer and this day only.
seat-take = I agree, take the seat
seat-gone = The last seat has just gone
seat-gone-below = Somebody else has it, or today's sharing is over. There are other jobs.
seat-has-one = You have work on that day already
seat-has-one-below = You have a seat of “{ $title }”. To change, give that back first under “My things”.
seat-others = See other day jobs
seat-done = The seat is yours
seat-already = You have this seat already
seat-next = On the day, check in here first. If you cannot go, give it back under “My things”, so that somebody else can.
seat-text-title = Seat of a day job
seat-slip-next = Check in at the station on the day. Afterwards say hours and pay here; once the employer confirms them you get a record.

## My seats

mine-seat = Day job: { $title }
seat-check-in = I am here: check in
seat-give-back = I cannot go: give it back
seat-say = Work done: say hours and pay
seat-say-again = Change hours and pay
seat-state-taken = The seat is yours
seat-state-given-back = Given back
seat-state-checked-in = Checked in
seat-state-worked = Waits until both sides say the same
seat-state-confirmed = Confirmed by both sides, with a record
seat-state-missed = Did not come
seat-state-refused = The province did not take this seat; ask the staff
seat-state-other = Ask the staff
seat-worker-said = You say: { $work }
seat-employer-said = The employer says: { $work }
seat-differ = The two sides differ; the staff help to clear it up.

## Hours and pay

work-title = How much did you work?
work-hours = How many hours? (without breaks)
work-hour = { $n ->
    [one] 1 hour
   *[other] { $n } hours
}
work-hour-and = { $n-hours } h { $n-minutes } min
work-less = Half an hour less
work-more = Half an hour more
work-pay = Agreed pay (yuan)
work-pay-hint = Whole yuan
work-paid = Have you been paid?
work-paid-yes = paid
work-paid-no = not paid yet
work-send = That is all
work-below = Once the employer confirms the same hours and pay, the station gives you a signed record.

## Record

record-open = See the record
record-title = Record of work
record-below = Confirmed by both sides, signed by the station
record-what = If you have to claim your pay later, show this code or slip to the labour inspection. A changed letter is noticed.
record-code = Code of the record
record-slip-keep = Keep it. Show it when you claim your pay.

## Staff

seats-open = Seats and checking in
seats-title = Seats of day jobs
seats-below = Seats this station gave away in these days
seats-none = Nobody has taken a seat yet
seats-none-below = They stand here as soon as somebody takes one at the screen.
seats-here = Is here
seats-missed = Did not come
seats-employer = Employer confirms
seats-who = Who speaks for the employer?
seats-who-hint = For example the foreman's name
seats-send = Note it down
seats-not-now = Not now
