# Words of the platform's pages: for phones, and the cockpit.

## Phone pages

page-posting-gone = This posting is over
page-posting-doubted = People said that this may not be right. The employer is being asked; call before you go.
page-employer = Employer
page-place = Place
page-job = Job
page-form = Kind of work
page-headcount = How many
page-people = { $n }
page-benefits = Benefits
page-call = Call { $number }
page-tasks = What you do
page-requirements = What is asked
page-never-pay = Nobody may take money for a job. If a deposit, a fee or your ID card is asked for, call 12333.
page-until = Open until { $day }
page-source = Source: { $name }
page-number = Posting { $number }; tell a clerk this number
page-receipt = Look up a receipt
page-receipt-number = The number on the receipt
page-receipt-look = Look
page-receipt-wrong = This is no receipt number. Please type it again as it is printed.
page-receipt-taken = The province has it since { $at }.
page-receipt-refused = The province has it, but something must be put right. Please bring your papers to the same station.
page-receipt-unknown = It has not arrived yet. A station without a network keeps it and sends it later; there is no need to register again.
page-receipt-genuine = This slip is genuine: a station of the province made it on { $day }.
page-receipt-forged = The seal in this code was made by no station of the province, or for another slip: take care.
page-receipt-nothing-personal = This page says only whether it has arrived, and nothing about anybody.
page-papers = What to bring
page-as-of = As of { $day }
page-policy-gone = This policy cannot be found now
page-gone-how = Please ask at a station near you, or call 12333.

## Cockpit

cockpit-title = Yizhan cockpit
cockpit-name = Account
cockpit-password = Password
cockpit-sign-in = Sign in
cockpit-sign-out = Sign out
cockpit-wrong = Wrong account or password.
cockpit-locked = Too many wrong passwords. Try again in fifteen minutes.
cockpit-not-allowed = Your account may not do this
cockpit-stations = Stations
cockpit-figures = Figures
cockpit-refused = Refused
cockpit-review = To decide
cockpit-everywhere = Everywhere
cockpit-nowhere = No place given
cockpit-no-stations = There is no station here yet.
cockpit-all = Stations
cockpit-unsent = Unsent
cockpit-paper-out = Paper out
cockpit-places = Places
cockpit-streets = Streets
cockpit-street = Street
cockpit-each = One by one
cockpit-count = { $n ->
    [one] 1 station
   *[other] { $n } stations
}
cockpit-up-of = { $n } up
cockpit-mark-unsent = { $n } unsent
cockpit-mark-refused = { $n } refused
cockpit-number = No. { $number }
cockpit-enrolled = Enrolled { $at }
cockpit-upload = Last upload { $at }
cockpit-heard = Last heard of { $at }
cockpit-where = Place
cockpit-division = Division code (6 digits)
cockpit-save = Save
cockpit-none-refused = Nothing is refused.
cockpit-station = Station
cockpit-seq = Number
cockpit-kind = Kind
cockpit-reason = Reason
cockpit-field = Field
cockpit-last = Last time
cockpit-times = Times

figures-services = Services against targets
figures-since = Since { $day },
figures-kind = Service
figures-done = Done
figures-owed = Owed
figures-share = Share
figures-a-month = A month, each station
figures-trades = Trades wanted and offered
figures-trades-how = Wanted: registrations and searches in vain of the last thirty days. Offered: postings open today in the whole province.
figures-wanted = Wanted
figures-offered = Offered
figures-trade = Trade
figures-days = Entries by day
figures-sum = { $n } entries in thirty days

review-refused-how = What is in them stays at the station and in the store; here are only the reasons. Tell the station's clerk to open the form.
review-held = Adverts to be looked at
review-doubts = Postings that people reported
review-imports = Scheduled imports
review-aside = Set aside at imports
review-none = Nothing waits.
review-no-imports = Nothing is imported on a schedule.
review-title = Posting
review-wage = Pay
review-text = Text
review-decide = Decide
review-take = Publish
review-refuse = Do not publish
review-contact = Contact
review-reports = Reports
review-flaw = What was said
review-ends = Shown until
review-confirm = It stands
review-withdraw = Withdraw
review-source = Source
review-tried = Last time
review-taken = New
review-waiting = Waiting
review-changed = Changed
review-set-aside = Set aside
review-error = What went wrong
review-aside-how = yizhan-platform set-aside prints the lines whole.
review-why = Reason
review-count = Lines

cockpit-forwards = Recommended
forwards-how = Desks recommend these people, or they applied at a machine. Tell the employer by the contact given here, and no more than is written here; what the employer says goes back to the station.
forwards-waiting = { $n } of whom the employer does not know yet.
forwards-over = { $n } are over.
forwards-no-consent = She has taken her consent back: nothing may be told of her.
forwards-forget = She has taken it back: tell the employer to call her no more and to delete what it was given.
forwards-applied = She applied herself
forwards-by-station = no telephone; reached through the station
forwards-state-waiting = the employer does not know yet
forwards-delivered = The employer knows
forwards-said = What the employer said
forwards-at = Time of the interview
forwards-place = Place of the interview
forwards-text = In the employer's words (a no says why)
forwards-send = Send to the station
forwards-not-over = This one is over already.
forwards-not-meeting = An invitation says when and where.
forwards-not-reason = A no says why.
forwards-not-long = This is too long.

standing-up = Up
standing-late = Late
standing-gone = Gone
standing-silent = Never heard of

role-viewer = may look
role-reviewer = may decide
role-manager = manages

service-recommendation = Posting recommended
service-guidance = Guidance
service-training-info = Training information
service-training-done = Training done
service-policy-talk = Policy explained
service-trainee-place = Trainee's place
service-visit = Visit
service-practice = Interview machine, simulator
service-call = Call

kind-registration = Registration
kind-search-report = Search report
kind-withdrawal = Consent taken back
kind-erasure = Erasure
kind-posting-report = Posting report
kind-application = Application
kind-service = Service
kind-service-note = Word on a service
kind-referral = Referral
kind-person-merge = Merge
kind-person-tag = Group
kind-day-close = End of shift
kind-submission = Submission

refused-for-damaged-body = damaged on the way
refused-for-unreadable-body = cannot be read
refused-for-unknown-kind = unknown kind
refused-for-wrong-station = another station's name
refused-for-sequence-reused = number used before
refused-for-missing = something is missing
refused-for-invalid = something is not right
refused-for-under-age = under 16
refused-for-no-consent = no consent

flaw-not-readable = cannot be read
flaw-not-text = wrong encoding
flaw-no-title = no title
flaw-too-long = too long
flaw-unreadable-date = unreadable date
flaw-lost-date-separators = date run together
flaw-control-characters = control characters
flaw-garbled = garbled
flaw-scan-errors = scanning errors
flaw-markup = markup in the text
flaw-foreign-site = another site's name

page-carry = Carry a station's file
page-carry-how = Where a station has no line, you carry for it: choose the file that the station gave you (its name ends in .up). Take the file that is downloaded then (it ends in .down) back to the station.
page-carry-file = The station's file
page-carry-send = Hand it over
page-carry-sealed = The file is sealed: neither you nor your phone can read it, and nobody can change it. Handing it over twice does no harm.
page-carry-none = No file has arrived; please choose it again.
page-carry-not-taken = This file was not taken: it is not of a station of this platform, or was damaged on its way. Please export it again at the station.

# How stations say they are.
cockpit-health = How it is
cockpit-log = What its program warned of since its start
cockpit-health-none = This station has not said yet how it is.
cockpit-health-at = Said at { $at }
cockpit-version = Version { $version }
cockpit-program = Program
cockpit-system = System
cockpit-running = Has been running
cockpit-disk = Disk left
cockpit-memory = Memory left
cockpit-heat = Temperature
cockpit-touch-errors = Touches broken off today
cockpit-clock-off = Clock off by
cockpit-seconds = { $n } s
cockpit-degrees = { $n } °C
cockpit-megabytes = { $n } MB
cockpit-hours = { $n } h
cockpit-checks = What its checks found
cockpit-hours-before = The last 24 hours
cockpit-answers = How quickly its screen answers
cockpit-answers-note = From a touch to the screen's answer: within 3 seconds satisfies, within 12 is borne, later annoys.
cockpit-day = Day
cockpit-satisfied = Within 3 s
cockpit-tolerated = Within 12 s
cockpit-frustrated = Later
cockpit-apdex = Apdex
concern-low-disk = Disk nearly full
concern-hot = Too hot
concern-no-paper = Paper out
concern-touch-errors = Touches break off
concern-wrong-clock = Clock wrong
concern-failing = A check fails
severity-note = Note
severity-poor = Look at
severity-bad = See to
page-pictures = Add photographs
page-pictures-how = Payslips, rosters, chats, a badge: take a picture and add it here. JPEG or PNG, up to 12 MB each, { $n } at most.
page-pictures-who = Seen only by those who work on these reports. Where and when it was taken is removed from each; they are deleted after { $n } days.
page-pictures-came = { $n ->
    [one] One photograph
   *[other] { $n } photographs
} came.
page-pictures-full = There is no room for more. Take other evidence to a window, or call 12333.
page-pictures-later = If this is a report of unpaid wages: scan this code again once the province has it, and photographs can be added.
page-pictures-choose = Choose photographs (several at once, if you like)
page-pictures-send = Send
page-pictures-none = No photograph was chosen.
page-pictures-broken = Some files are no photographs or cannot be opened, and were not taken. Please use JPEG or PNG.
page-pictures-large = Some photographs are too large and were not taken. Please make them smaller on the phone and send them again.
page-pictures-cut = It did not arrive whole: please send it again. What came already need not be chosen again.
page-pictures-often = Too many files could not be opened. Please try again in ten minutes.
page-pictures-not = No photographs are taken here: please come by the code on the slip of a report of unpaid wages.
cockpit-claims = Unpaid wages
claims-how = What people reported at stations, and the photographs they added. For those who work on it only; photographs are deleted after { $n } days, or before, when their sender asks for it.
claims-count = The last { $n }.
claims-urgent = urgent
claims-yes = yes
claims-no = no
claims-came = Came
claims-pictures = { $n ->
    [one] One photograph
   *[other] { $n } photographs
}
claims-picture = Photograph { $n }
claims-remove = Delete these photographs
