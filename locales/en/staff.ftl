# Messages of the staff desk.

## Signing in

staff-who = Who are you?
staff-who-below = Touch your name, then type your PIN
staff-nobody = There is no staff account yet
staff-nobody-below = Please ask a technician to add one.
staff-hello = Hello, { $name }
staff-pin = PIN
staff-pin-below = Type your PIN, then touch "Sign in"
staff-checking = Checking…
staff-wrong-pin =
    { $n ->
        [one] Wrong PIN; one try is left
       *[other] Wrong PIN; { $n } tries are left
    }
staff-locked = Too many wrong PINs: the account is locked for { $time }
staff-somebody-else = That is not me
staff-sign-in = Sign in

## The desk

staff-desk-below = Register a visitor, see how registrations stand
staff-register = Register a visitor
staff-left = A registration was left unfinished: { $name }
staff-left-nameless = A registration was left unfinished
staff-resume = Go on with it
staff-discard = Throw away
staff-contact = The line to the province works; last contact { $ago }
staff-no-contact = No contact with the province yet
staff-entries = Registrations
staff-send-now = Send now
staff-sign-out = Sign out

## How a registration stands

state-waiting = Waiting to be sent
state-saved = Saved here
state-sent = Sent, not confirmed yet
state-held = Waits for an earlier one
state-accepted = Accepted by the province
state-refused = Needs fixing
state-since = { $state } · { $ago }

## The list of registrations

entries-below = Those sent back come first; fix and save one, and it is sent again
entries-none = No registrations yet
entries-none-below = Everybody who is registered is listed here.
entries-purged = Details removed after their time
entries-correct = Open and fix

## The form

step-who = Who
step-contact = Contact
step-work = Work
step-conditions = Details
step-consent = Consent
form-before = Previous
form-save = Save
form-draft-saved = Draft saved { $ago }
form-name-hint = As on the ID card
form-id-hint = Type it from the card
form-id-left =
    { $n ->
        [one] one more digit
       *[other] { $n } more digits
    }
form-id-right = The number is right; { $n } years old
reason-forgotten = Left at home
reason-lost = Lost
reason-renewing = Being replaced
form-phone-hint = Mobile, or landline with area code
form-phone-right = The number is right: { $number }
form-no-phone = No telephone: through the station
form-no-phone-below = The station tells the person or the family when they come.
form-choose-place = Choose province, city, county
form-street = Street and house (not needed)
form-street-hint = Street, estate
place-province = Which province?
place-up = Up
place-whole = Take { $name }
form-jobs = Wanted work (up to { $n }, the most wanted first)
form-jobs-none = Nothing chosen yet. Touch a shelf, then a job.
form-job-drop = Remove { $name }
form-own-job = Other work
form-own-job-hint = In the person's own words
form-add = Add "{ $name }"
form-wage = Lowest wage (not needed)
form-wage-amount = Yuan
form-wage-hint = For example 5000
form-from = Can start: { $date }
when-now = At once
when-days = In three days
when-week = In a week
when-month = In a month
form-km = within { $n } km
form-any-distance = Any distance
form-yes-night = Nights are fine
form-no-night = No nights
form-unsaid = Not said
form-board = Meals and lodging
form-needs-board = Needs meals
form-needs-lodging = Needs lodging
skill-welder = Welding certificate
skill-electrician = Electrician's certificate
skill-forklift = Forklift certificate
skill-driver = Driving licence
skill-health = Health certificate
skill-guard = Security guard certificate
skill-carer = Care certificate
form-own-skill = Other skill or certificate
form-own-skill-hint = For example pastry
form-categories = Circumstances (only if the person wants to say)
form-categories-below = Some give a right to help. Registration works without.
want-guidance = Wants career guidance
want-training = Wants training
want-policy = Wants to know about benefits
form-note-hint = For example: call after three
form-line = { $label }: { $text }
consent-ask = Read these out and switch on what the person agrees to
consent-version = Version of the notice: { $version }

## The receipt

receipt-done = Registered
receipt-already = This was registered before; its number stays
receipt-number = Receipt number
receipt-what-now = Saved on this machine; it goes to the province by itself
receipt-next = Register the next person
receipt-to-desk = Back to the desk
receipt-code = QR code of the receipt
receipt-scan = Scan it to keep the receipt
receipt-text-title = Registration receipt
receipt-text-number = Receipt: { $number }
receipt-text-station = Station: { $name }
receipt-text-day = Registered on { $date }
receipt-text-seal = Seal { $seal }
receipt-text-valid = Valid for { $n } days, then renew
