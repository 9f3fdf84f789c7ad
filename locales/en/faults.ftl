# What is wrong and what to do about it, in one sentence.

## What was filled in

fault-missing = Please fill in: { $field }.
fault-too-long = { $field } is too long; please shorten it.
fault-too-many = { $field }: too many are chosen; please take some away.
fault-control-character = { $field } holds invisible characters; please delete it and type it again.
fault-not-writing = { $field } holds emoji or symbols; please write words only.
fault-text-direction = { $field } holds right-to-left writing or hidden marks; please type it as the card shows it in Chinese.
fault-id-length = The document number has the wrong number of digits; please count again on the card.
fault-id-characters = The document number holds characters it cannot have; please compare with the card.
fault-id-check-digit = One digit of the document number is wrong; please compare digit by digit with the card.
fault-id-province = The first two digits of the document number are wrong; please compare with the card.
fault-impossible-date = { $field } holds a day that does not exist; please check year, month and day.
fault-future-date = { $field } holds a day that has not come yet; please check.
fault-past-date = { $field } is over; please choose today or later.
fault-too-old = { $field } holds a year of birth that is too early; please check.
fault-under-age = Under 16 years of age: the law does not allow registration.
fault-phone = { $field }: please check the number. Mobile numbers have 11 digits, landlines need the area code.
fault-phone-hotline = This is a hotline where the person cannot be reached; please give a mobile or home number.
fault-unknown-division = There is no such place; please choose again: { $field }.
fault-unknown-code = { $field } holds a word that is not known; please choose from the list.
fault-out-of-range = { $field } is out of range; please check the number.
fault-wrong-type = { $field } has the wrong form; please check.
fault-unknown-field = A registration has no field "{ $field }"; please remove it.
fault-contradiction = { $field } does not agree with the rest; please make them agree.
fault-no-consent = Please ask the person first, then switch this on: { $field }.
fault-not-json = This line cannot be read; it may be cut. Please check it and send it again.
fault-encoding = This line is not UTF-8; please convert it and send it again.

## Fields of the form

field-name = Name
field-id-type = Kind of document
field-id-number = Document number
field-no-id-reason = Why there is no document
field-phone = Telephone
field-contact-by-station = Messages through the station
field-residence = Home
field-education = Education
field-skills = Skills
field-wanted-jobs = Wanted work
field-work-forms = Form of work
field-wage-expected = Expected wage
field-available-from = Can start on
field-max-distance-km = Distance
field-night-shift = Night shifts
field-needs-board = Meals needed
field-needs-lodging = Lodging needed
field-categories = Circumstances
field-wants = Services wanted
field-consents = Consent
field-assisted-by = Clerk
field-note = Note
field-whole = The whole form

## Why the province refused

refusal-damaged-body = It was damaged on the way; please open the form, check it and save it again.
refusal-unreadable-body = The province cannot read this registration; please call a technician.
refusal-unknown-kind = The province does not take this kind of registration yet; please call a technician.
refusal-wrong-station = This registration is signed by another station; please call a technician.
refusal-sequence-reused = Its number was used before: this machine may come from an old backup; please call a technician.
refusal-missing = The province says this is missing: { $field }. Please add it and send it again.
refusal-invalid = The province says this is wrong: { $field }. Please check with the person and send it again.
refusal-under-age = The province found that the person is under 16 and cannot be registered.
refusal-no-consent = A consent is missing: { $field }. Please ask the person and send it again.
refusal-conflict = The province holds a different registration under this number; please call a technician.
refusal-other = The province refused it for a reason this machine does not know; please call the province.

## The line

trouble-unreachable = The province cannot be reached; please check the cable or the network.
trouble-not-the-platform = Something else answers in this network, such as a sign-in page; please sign in to the network first.
trouble-not-enrolled = The province does not know this machine; please call a technician to enrol it.
trouble-platform-in-trouble = The province's platform is not working now; this machine tries again by itself.
trouble-unreadable = The province's answer cannot be read; please call a technician to update the program.

## The store

store-disk-full = The disk is full and nothing was saved; please call a technician.
store-read-only = The disk cannot be written and nothing was saved; please call a technician.
store-damaged = The data file is damaged and nothing was saved. The file has been kept; please call a technician.
store-not-enrolled = This machine is not enrolled yet and cannot register anybody; please call a technician.
store-other = The store failed and nothing was saved. Please try again, then call a technician.

## Packs of the province

pack-whole = the pack
pack-unknown-field = { $field }: such a pack has no field of this name.
pack-unknown-code = { $field }: there is no such code.
pack-wrong-type = { $field } has the wrong form.
pack-empty-word = { $field } is empty.
pack-long-word = { $field } is too long.
pack-untypable = { $field } holds characters that nobody can type.
pack-too-large = { $field } is too large.
pack-nothing = { $field } holds no word.
pack-unreadable = { $field } cannot be read.
