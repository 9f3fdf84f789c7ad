# The desk: lists from a stick, what came in, the big screen, seats, notices.

## Lists from a stick

tables-title = Import lists
tables-below = Registrations or jobs from a stick: see every row before it is taken
tables-registrations = Registrations
tables-postings = Job offers
tables-look = Look again
tables-none = No list found
tables-none-below = Put in a stick; lists must be saved as .xlsx or .csv.
tables-size = { $n } KB
tables-rows = { $kind }, { $n ->
    [one] { $n } row
   *[other] { $n } rows
}
tables-line = Row { $n }
tables-nameless = (no name)
tables-take = Import { $n ->
    [one] { $n } row
   *[other] { $n } rows
}
tables-taking = Importing, { $n } to go; the stick may be pulled out
tables-taken = Done: { $n } imported
tables-on-paper = Consents are here on paper
tables-mapping = Columns
tables-mapping-below = Left the list's column, right what it is; touch to change
tables-mapped = Done, show the rows
tables-unused = Not used
tables-save-left = Save rows left out
tables-saved = The rows left out are in { $name }, each with its reason
tables-other = Another list
tables-close = Close
tables-ready = { $n } can be taken
tables-done = { $n } taken
tables-again = { $n } known
tables-bad = { $n } with faults
tables-row-ready = Can be taken
tables-row-renews = Known: will be registered anew
tables-row-again = Registered already, receipt { $receipt }
tables-row-again-posting = Here already
tables-row-twice = The same as row { $n }
tables-row-taken = Taken, receipt { $receipt }
tables-row-in-review = Waits for a reviewer
tables-row-too-large = Too long
tables-more-faults = { $n } faults. { $first }
tables-no-firm = “{ $name }” is not registered: see its papers first
tables-which-firm = Several are called “{ $name }”: add the credit code
tables-alike = Same name and phone is registered ({ $receipt }): is it the same person?
tables-gone = The file is gone: is the stick still in?
tables-unreadable = This file cannot be read: save it as .xlsx or .csv
tables-too-large = Too large: at most 10,000 rows and 100 columns
tables-empty = Nothing in it: names of columns first, then a line each
tables-not-written = The stick takes no file: it may be locked or full
tables-head-line = Row
tables-head-reason = Why it was left out
tables-export = Write { $kind } onto the stick
tables-export-below = A spreadsheet in the province's fields; it holds personal data: hand it only to whom it is for
tables-exported =
    { $n ->
        [one] Written onto the stick: { $file }, { $n } row
       *[other] Written onto the stick: { $file }, { $n } rows
    }
tables-results = Results of machines and simulators
tables-nobody = Nobody like this is registered here; register her first
tables-which-person = Two people of this name and telephone are registered; give the receipt number
tables-product = Product
tables-result = Result
tables-no-stick = There is no stick; plug one in and try again
tables-bad-fields = This station's table of fields cannot be read; tell the technician
tables-written =
    { $n ->
        [one] { $n } row written
       *[other] { $n } rows written
    }
tables-unmapped = The mapping table has no word for { $code }; it was written as it is

## What people left at the machine

arrived-title = Left at the machine
arrived-below = { $n ->
    [0] All are seen to
   *[other] { $n } waiting, the most urgent first
}
arrived-none = Nothing yet
arrived-none-below = Forms, bookings, enrolments and opinions from the machine come here.
arrived-done = Done
arrived-taken-back = Consent taken back
arrived-erasure = Wishes to be erased
arrived-urgent = Urgent: today
arrived-reason-applied = Applied: to be called
arrived-history = What was done
arrived-province = The province has answered
arrived-tell = Tell all at once
arrived-tell-below = Touch what is missing; or why it is not taken on
arrived-take-up = An employer looks for people
arrived-take-up-below = Employer and posting are filled in as they were written; look at the licence and the card before you save
arrived-take-up-do = Register employer and posting
arrived-no-printer = No printer: read it out, or write it down
arrived-elsewhere = Not done at this station
arrived-not-entitled = Conditions are not met
arrived-too-late = Its time is over
arrived-slip-title = What is missing
arrived-slip-refused = Not taken on
arrived-slip-about = Matter
arrived-slip-bring = Please bring:
arrived-slip-paper = { $n }. { $paper }
arrived-slip-enough = Nothing else is needed then; this slip goes first.
arrived-slip-appeal = You may ask the county's office to look again; ask the staff for help.
arrived-deed-seen = Opened what was left
arrived-deed-told = Made a notice

## Figures and the big screen

function-business = Business
function-policy = Policies
function-guidance = Guidance
function-start-up = Start-ups
function-skills = Skills
function-matching = Matching
function-help = Help
function-monitoring = Monitoring
functions-used = Of the eight functions { $n } in use (at least { $n-least })
functions-unused = Not yet
waits-title = From registering to the first service (people)
wait-same-day = Same day
wait-three-days = 3 days
wait-week = A week
wait-month = A month
wait-longer = Longer
wait-not-yet = Not yet
waits-queue = { $n } done, { $n-share }% in time, half within { $much }
waits-people =
    { $n ->
        [one] { $n } person
       *[other] { $n } people
    }
waits-served = Registered { $from }, first served { $to }
waits-unserved = Registered { $from }, not served yet
waits-late = { $n } late
board-show = Show the big screen (signs out)
board-at = This year, counted { $at }; new each minute
board-services = Services
board-trades = Trades
board-way = Into work
board-leave = Home
board-small = Counts below { $n } people are not public
board-few = a few
board-target = of { $n }
board-functions = { $n } of the eight functions in use
board-trade =
    { $n ->
        [one] { $count } want it, { $n } job open
       *[other] { $count } want it, { $n } jobs open
    }

## A seat of a day job taken at the desk

day-seats-open = Give a day job
day-seats-title = Seats of day jobs
day-seats-below = A seat for { $name }; never given twice, with or without a line
day-seats-none = No seats now
day-seats-none-below = The province shares seats out ahead of time; wait for the next ones.
day-seats-free = { $n ->
    [one] { $n } seat left
   *[other] { $n } seats left
}
day-seats-fits = Suits her
day-seats-agrees = She agrees here that { $employer } gets her name and phone
day-seats-take = Take this seat
day-seats-deed = Gave a seat at the desk

## Reports

report-acceptance = Acceptance { $n }
report-check = Required
report-result = Result
report-met = Met
report-not-met = Not met
report-functions-used = Functions in use (of eight)
report-figures = Figures
report-months = Month by month
report-functions-title = The eight functions
report-function-name = { $n }. { $name }
report-evidence = Evidence
report-counts = Counted as
report-by-evidence = By evidence
report-mark-services = service
report-mark-records = record
report-mark-function = F{ $n }
report-signs = Filled in by|Checked by|Head|Seal|Telephone|Date
report-page = Page { $n } of { $n-all }
entry-application = Application
entry-offer = Job from the desk
entry-searches = Searches of a day
entry-firm-note = Employer visits and needs

# The report on the screen.
reporting-title = Reports and acceptance papers
reporting-below = Every figure is counted from the ledger, and is the same however often it is made
reporting-year = Year
reporting-month = Month
reporting-acceptance = Acceptance
reporting-of-year = Year { $n }
reporting-of-month = Month { $n }
reporting-in-month = Month { $n-month }: { $n } services, { $n-records } records
reporting-evidence =
    { $n ->
        [one] { $n } entry of evidence
       *[other] { $n } entries of evidence, each listed once
    }
reporting-write = Write to the stick (spreadsheet, and PDF to sign)
reporting-written = On the stick: { $file }

# What other offices handed back.
returned-from = Handed back by { $source }
returned-purpose = Only for: { $purpose }. Kept until { $day }, then erased
returned-logged = whoever looks stands in the audit log
returned-deed-seen = Saw what was handed back

# Money that offices granted.
events-title = Fairs and events
events-line = { $n } signed up, { $n-intentions } noted an interest
events-firms =
    { $n ->
        [one] in { $n } firm
       *[other] in { $n } firms
    }
funds-title = Money granted through this station
funds-line = { $n } granted, { $money } in all
figure-granted = Grants approved
## The machine

machine-title = The machine
machine-below = For the technician: what to see to, and how
machine-looking = Looking; it takes some seconds
machine-well = { $n } of { $n-all } are well
machine-again = Look again
machine-place = It stands in { $place }
machine-place-finer = Say the street or town, so that distances are right
machine-deed-place = Said where the station stands
cleaning-start = Wipe the screen
cleaning-title = The screen can be wiped now
cleaning-left = Touches mean nothing for { $n } more seconds
asleep-touch = The screen is resting; touch it

## Practice

practice-start = Practise
practice-station = Practice station, not real
practice-banner = Practice: nothing counts or is sent. Sign in with PIN { $pin }
practice-end = End practice
