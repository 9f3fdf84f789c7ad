# Behind the desk: registered people, services owed, five queues, shifts, accounts.

## The list

seekers-title = People
seekers-tile = By name
seekers-below = Touch a name to open it; find by name, pinyin, end of a phone number or a document's number
seekers-search = Find a person
seekers-hint = Name, phone or receipt number
seekers-count = { $n ->
    [one] { $n } person
   *[other] { $n } people
}
seekers-none = Nobody found
seekers-none-below = Try another spelling, or register the visitor.
seekers-owed = { $n } owed
seekers-ended = Ended
sieve-all = All
sieve-owed = Owed services
sieve-ending = Ending soon
sieve-sent-back = Sent back

## A person

seeker-title = Person
seeker-known = What she told
seeker-consents = Agreed to
seeker-until = until { $day }
seeker-assisted = typed by { $name }
seeker-renew = Renew the registration
services-title = Services so far
desk-service-void = taken back
desk-service-confirmed = confirmed by herself
desk-service-confirm = She confirms it
desk-service-take-back = Take back
desk-service-void-sure = A mistake: take it back
referrals-title = Jobs recommended
desk-referral-no-consent = She has not agreed that employers are told of her: she can go with the slip, nobody calls for her.
tasks-of-title = Promised to her
task-due = by { $day }

## Services owed

owed-title = Services owed
owed-none = No plan applies. If she belongs to a group with a right to help, note it under “Groups”.
owed-standing = { $code } services ({ $from } to { $to })
owed-because = Because: { $groups }
owed-need = { $kinds }: { $n-have } / { $n-least }
owed-or = { " or " }
record-ask = What was just done? One touch notes it
record-topic = About what
record-result = What came of it
record-channel = How
record-confirm-below = Let her touch it, or touch it once she has said so
record-save = Note this service
record-results = Knows what she wants|Will take a course|Has an interview|Comes again|Not looking now
topics-guidance = Which work|CV|Interview|Skills|Courage|Rights
topics-training = Housekeeping|Care for the old|Electrician|Welder|Forklift|Cooking|Live selling
topics-policy = Insurance subsidy|Public posts|Unemployment pay|Skills subsidy|Start-up loan|Job search subsidy
topics-practice = Interview machine|Work simulator|Skill simulator|Written test
topics-trainee = Firm|Public office|Community
topics-talk = How work is going|After a recommendation|Difficulties|An event

desk-service-recommendation = Recommend a job
desk-service-guidance = Guidance
desk-service-training-info = Training offered
desk-service-training-done = Training done
desk-service-policy-talk = Policy explained
desk-service-trainee-place = Trainee's place
desk-service-visit = Home visit
desk-service-call = Call
desk-service-practice = Interview machine, simulator
desk-service-other = Other
desk-channel-desk = At the desk
desk-channel-phone = By phone
desk-channel-message = By message
desk-channel-home = At her home
desk-channel-event = At an event

## Groups

tags-title = Groups
tags-none = None noted
tags-hidden = There are sensitive groups that you may not see
tags-change = Change
tags-paper = See the paper first; it counts from today
tags-no-consent = Sensitive groups need a consent of their own: renew the registration first.
recognise-source = By { $what } (as of { $date }; the window decides)
recognise-you-decide = Ticked is what the register knows; ask her about the rest and look at the papers. You decide, not the machine.
recognise-yes = Papers seen: she belongs to it
recognise-no = Not now
tag-evidence = paper seen at the desk
desk-tag-declared = by her own word
desk-tag-verified = paper seen
desk-tag-province = from the province

## One person or two

desk-alike-number = The same document: she is registered
desk-alike-phone-and-name = Same phone, and the name sounds alike: perhaps one person
desk-alike-phone = Same phone: perhaps family
desk-alike-name = Somebody of this name is registered
alike-open = Open her page
merge-compare = Compare the two
merge-title = One person?
merge-below = What differs is red
merge-what-happens = Registrations, services and referrals of both become those of the person on the left. It cannot be undone; the audit log notes it.
merge-do = One person: merge
merge-reason = seen to be one person at the desk

## Queues

queue-reception = Reception
queue-review = Review
queue-call-back = Call-backs
queue-reply = Replies
queue-refer = Referrals
queue-tile = { $n-late ->
    [0] { $n } open
   *[other] { $n } open, { $n-late } late
}
queue-below = { $n } open, the most urgent first
queue-empty = All done
queue-empty-below = What comes up will stand here by itself.
task-ask = What came of it?
task-person = Open her page
task-back = Back to the queue
task-later = Try later
task-next = Again: { $at }
task-history = Tried before
task-note-field = What was said (may stay empty)
call-first = Say who you are and from which station; if somebody else answers, only ask for a call back and say nothing of looking for work.
call-script-registered = Ask: has she found work, been to an interview? Has the work she wants or her number changed?
call-script-referral = Ask: did she go there, what did they say? If it came to nothing, why, and shall it be another job?
call-script-renewal = Say: her registration ends soon. Ask: is she still looking? If so, has what she wants changed?
call-script-policy = Say: a policy may fit her, which papers to bring and to which window; what the window says counts.
call-script-applied = Say: what the employer answered; time and place of an interview twice. Ask: can she come, and how?
closing-due = Due today and not done
closing-more = { $n } more are in their queues
task-tries = { $n ->
    [one] { $n } call without an answer
   *[other] { $n } calls without an answer
}
desk-reason-after-registration = Call after registering
desk-reason-recommend = Recommend jobs
desk-reason-guidance = Wants guidance
desk-reason-training = Asks about training
desk-reason-policy = Asks about policies
desk-reason-no-document = See her document
desk-reason-sent-back = Sent back by the province
desk-reason-referral = What came of the job?
desk-reason-renewal = Registration ends soon
desk-reason-promise = Promised
desk-reason-help = Needs help
desk-outcome-done = Done
desk-outcome-reached = Reached
desk-outcome-found-work = Has work
desk-outcome-not-wanted = Not wanted
desk-outcome-wrong-number = Wrong number
desk-outcome-nothing-fits = Nothing fits
desk-outcome-no-answer = No answer
desk-outcome-call-later = Tomorrow
desk-outcome-settled = Settled by itself

## Referrals

refer-do = Recommend it
referred-title = Recommended
referred-below = Print a slip for her; in three days you are reminded to ask
referred-person = Back to her page
referral-slip-title = Referral
referral-slip-show = Please show this to the employer
desk-referral-taken-on = The province has taken it on and tells the employer
applied-by-her = Applied for at the machine
applied-track-returned = Sent back by the province
applied-track-taken-back = Consent taken back; the employer gets nothing more
applied-track-ended = Application taken back
desk-referral-answer = The employer says: { $what }
desk-referral-recommended = recommended
desk-referral-told = employer told
desk-referral-interview = interview agreed
desk-referral-hired = hired
desk-referral-refused = came to nothing
desk-step-told = Employer told
desk-step-interview = Interview agreed
desk-step-hired = Hired
desk-step-refused = Came to nothing…
desk-failed-filled = Filled
desk-failed-skills = Skills
desk-failed-wage = Wage
desk-failed-far = Too far
desk-failed-hours = Hours
desk-failed-nobody = Nobody answered
desk-failed-other-work = Other work
desk-failed-not-as-said = Not as advertised

## Shifts

closing-title = End the shift
closing-below = What is left today
closing-unsent = { $n ->
    [0] Everything was sent
   *[other] { $n } to be sent when the line is back
}
closing-refused = { $n ->
    [0] Nothing was sent back
   *[other] { $n } sent back, to be put right
}
closing-promised = { $n ->
    [0] Every promise is kept
   *[other] { $n } promises are due or late
}
closing-what-happens = You are signed out; who signs in next sees this list first.
closing-do = Hand over and sign out
closing-from = { $name } handed over { $ago } and left this
closing-read = Understood

## Accounts and audit

pin-title = Change PIN
pin-old = First your PIN as it is
pin-new = Now the new one
pin-again = The new one once more
pin-rule = 6 to 12 digits, not in a row and not all the same
pin-too-simple = Too simple: take another
pin-differs = They differ: type the new one again
pin-changed = Done: it counts from the next time
pin-given = Somebody else has set this PIN: take one that only you know. First the one you have
account-title = Accounts
account-below = { $n ->
    [one] { $n } account may sign in
   *[other] { $n } accounts may sign in
}
account-new = Open an account
account-new-below = A name, what she may do, and a PIN
account-name = Name (seen when signing in)
account-roles = What she may do (several at once)
account-missing = A name and at least one of these are needed
account-pin-next = Next: her PIN
account-pin = A PIN for her
account-set-pin = Set a new PIN, and unlock
account-pin-set = Done. Tell it to her alone; she takes her own when she signs in
account-close = Close this account
account-close-sure = Close it: she signs in no more, and what she did stays hers
account-mine = You
account-locked = Locked
account-own = Your own account is changed by another supervisor or technician; your PIN under "Change PIN"
account-more = This account may do more than yours: you cannot change it
account-name-taken = There is an account of this name, perhaps a closed one: write it another way
account-clerk = Clerk
account-clerk-below = registers, serves, calls
account-counsellor = Counsellor
account-counsellor-below = the same, and sees groups that need protection
account-reviewer = Reviewer
account-reviewer-below = reviews postings and registrations
account-supervisor = Supervisor
account-supervisor-below = all business, reports, accounts and the audit log
account-technician = Technician
account-technician-below = the machine, the line, technicians' accounts; nobody's file
audit-title = Audit log
audit-export = Write all of it to the stick
audit-whole = Whole, { $n } lines; the latest first
audit-broken = The audit log is not whole from line { $n } on: tell the supervisor and the technician now
audit-program = the program
office-taken = { $name } has taken this on
desk-refused-not-allowed = Your account may not do this
desk-refused-no-consent = Not without her consent
desk-refused-no-reason = Say why first
desk-refused-gone = It has just changed: look again

desk-deed-signed-in = Signed in
desk-deed-sign-in-failed = Wrong PIN
desk-deed-locked = Account locked
desk-deed-signed-out = Signed out
desk-deed-account-opened = Account opened
desk-deed-account-closed = Account closed
desk-deed-roles-set = Roles set
desk-deed-pin-set = PIN set
desk-deed-people-listed = List of people opened
desk-deed-person-looked-up = Looked up by document
desk-deed-person-seen = Page opened
desk-deed-sensitive-seen = Page with sensitive groups opened
desk-deed-registered = Registered
desk-deed-reopened = Opened to correct
desk-deed-matched = Jobs looked for
desk-deed-people-matched = People looked for
desk-deed-tag-set = Group noted
desk-deed-tag-ended = Group ended
desk-deed-merged = Merged
desk-deed-service-recorded = Service noted
desk-deed-service-confirmed = Service confirmed
desk-deed-service-voided = Service taken back
desk-deed-task-taken = Task taken
desk-deed-task-done = Task's outcome
desk-deed-referred = Recommended
desk-deed-referral-moved = Referral moved
desk-deed-handed-over = Shift ended
desk-deed-exported = Exported
desk-deed-audit-read = Audit log read
desk-deed-purged = Erased at the end

## Figures

monitor-title = Figures
monitor-year = { $n } in figures
monitor-below = Touch a figure to see what it counts
monitor-of = { $n } / { $n-target }
monitor-count = { $n }
monitor-months = Services each month
monitor-month = month { $n-month }: { $n }
load-title = What each member of staff did
load-people = { $n-people } people, { $n-owed } of them still owed something
load-of-one = Services of one member of staff
monitor-funnel = From registered to hired
monitor-plans = Plans are for { $n } people, { $n-met } have had all
monitor-trades = Wanted and offered
monitor-trade = { $job }: { $n } want it, { $n-offered } jobs
monitor-in-vain = Looked for in vain
monitor-other-words = Other words
monitor-evidence = { $n } records, each counted once
figure-service-times = Services
figure-valid-records = Valid records
figure-registrations = Registrations
figure-referrals = Referrals
figure-interviews = Interviews and hirings
figure-hired = Hired

## Reports

report-year = Report of services, { $n }
report-month = Report of services, { $n }-{ $n-month }
report-station = Station
report-span = From – to
report-made = Made on
report-figure = Figure
report-count = Count
report-target = Expected
report-in-month = Month
report-function = Function
report-day = Day
report-staff = Staff
report-state = State
