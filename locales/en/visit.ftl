# What a seeker does alone: keeping, comparing and reporting postings, applying, her own things.

## Side by side

keep = Keep to compare
kept = Kept, compare ({ $n })
keep-full = { $n } kept already, compare
keep-compare = Compare the { $n } kept
compare-title = Side by side
compare-below = Kept for this visit only
compare-one = Keep one or two more to compare.
compare-none = Nothing is kept yet
compare-none-below = Touch "Keep to compare" on the page of a job.
compare-open = Open
compare-drop = Remove
compare-wage = Wage
compare-settlement = When paid
compare-employer = Employer
compare-education = Education
compare-freshness = How fresh

## What words mean

terms-title = What do these words mean?
terms-source = By: { $source }
terms-close = I see

## Fresh and old

fresh-ageing =
    { $n ->
        [one] Not updated for { $n } day: call before you go
       *[other] Not updated for { $n } days: call before you go
    }
fresh-old =
    { $n ->
        [one] Not updated for { $n } day, perhaps taken: be sure to call first
       *[other] Not updated for { $n } days, perhaps taken: be sure to call first
    }
fresh-doubted = People said that this job is not as described; the employer is being asked
fresh-tag-old = { $n } days old
fresh-tag-doubted = Being checked

## Reporting a posting

report-open = Something wrong with this job? Tell us
report-title = What is wrong with this job?
report-below = No name is needed. The staff call the employer; where two people say so, the province has it confirmed again.
report-send = Tell the staff
report-done = Noted, thank you
report-done-below = The staff will look into it. Until then do not go there and do not pay anything.
report-number = Record { $number }
report-already = You have told us about this job already
report-choose = Touch one line first
report-help = Have you paid, or was your identity card kept? Ask the staff at once.

## Who are you

who-title = First tell us who you are
who-title-mine = Your own things
who-below = Quickest with your identity card or slip
who-card = Lay down your identity card
who-card-ready = Lay it on the reader, that is all
who-slip = The number on my slip
who-slip-below = together with your birthday
who-short = Not registered: fill in now
who-short-below = Name, telephone and birthday only
who-staff = None of these? Ask the staff
who-asking = Looking…
who-no-match = That does not fit. Please check number and birthday, or ask the staff.
who-locked = Too many wrong tries. Try again in { $time }, use your identity card, or ask the staff.
slip-title = The number on your slip and your birthday
slip-number = Receipt number
slip-number-hint = The largest number on the slip
born = Birthday
born-chosen = Birthday: { $date }
born-again = Choose again
slip-check = That is me
young-title = Under 16: too young to apply for work
young-below = The law protects young people: nobody under 16 may be employed. Have a look at vocational schools and at what you would like to do later.
young-training = Ask the staff about school and training
short-title = How can you be reached?
short-below = The employer uses this to call you. Your birthday stays at this station and shows that you are 16.

## Applying

want = I want this job, apply
want-again = Applied, look again
apply-title = Apply
apply-who = { $name }, { $phone }
apply-by-station = no telephone, told by the station
apply-wish = What would you like?
apply-consent = I agree to give my data to "{ $employer }"
apply-consent-text = Who gets them: { $employer }. How to reach them: { $contact }. What for: to call you about "{ $title }". What: { $what }. How: this station sends them to the province, which hands them to this employer. You can take it back under "My things". It is for this employer and this time only.
apply-contact-station = ask this station
apply-what-short = name, telephone
apply-what-registered = name, telephone, registered education and skills
apply-send = Agree and apply
apply-need-consent = Turn this on to give your data to the employer. You need not: you can also just take the job along.
apply-no-employer = This posting names no employer, so nobody knows who would get your data: you cannot apply here. Please ask the staff.
apply-saving = Saving…
applied-done = You have applied
applied-already = You had applied for this job; it is the same number
applied-next = News of the employer stand under "My things". Before an interview, note time and place.
applied-more = Look at other jobs
applied-text-title = Receipt of an application
applied-text-posting = Job: { $title }
applied-text-employer = Employer: { $employer }
applied-slip-next = Next time this number with your birthday, or your identity card, shows how it stands.

## My things

mine = My things
mine-title = Hello { $name }
mine-below = Only you see this; touch "Done" when you have read it
mine-nothing = Nothing of yours is here
mine-registration = Registration
mine-application = Applied: { $title }
mine-referral = The station recommended you: { $title }
mine-valid = valid until { $date }
mine-wants = Wants: { $jobs }
mine-consented = Agreed to: { $what }
mine-track-saved = Saved here, sent with the next line
mine-track-sent = With the province, handed to the employer
mine-track-returned = Sent back by the province, please ask the staff
mine-note-said = The employer says: { $note }
mine-meet = { $when }, { $place }
mine-bring = Bring { $what }
mine-ask = Ask: { $contact }
mine-track-taken-back = You took your consent back; the employer gets nothing more
mine-wish-erase = You asked to be erased
mine-wish-take-back = Taken back: { $what }
mine-wish-waiting = Done here, told to the province with the next line
mine-wish-accepted = The province has it
mine-wish-refused = The province did not take it, please ask the staff
mine-wish-done = The province has done it
mine-rights = My data, my decision
mine-take-back = Take back: { $what }
mine-erase = Erase everything about me
mine-erase-ask = Really erase everything?
mine-erase-below = Registration and applications stop, and this station uses your data no more; once the province has erased them, they are gone here as well, for good.
mine-erase-yes = Erase everything
mine-erase-no = Keep them
mine-copy = Take a copy
mine-done = Done, clear it
copy-title = All that this station has about you
copy-code = QR code of my records
copy-long = Too long for a code: print it or ask the staff.
copy-registration = Registration { $number }, { $state }
copy-application = Application { $number }, { $title }, { $employer }, { $state }

## Reports at the desk

reports-way = Reported jobs
reports-title = Jobs that people reported
reports-below = Call the employer, then touch "Looked into"
reports-none = No job to look into
reports-none-below = What seekers report on the page of a job stands here.
reports-times = { $n ->
    [one] one report, { $ago }
   *[other] { $n } reports, the last { $ago }
}
reports-open = Open the job
reports-close = Looked into
