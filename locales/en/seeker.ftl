# What a seeker reads.

jobs = { $n ->
    [one] 1 job
   *[other] { $n } jobs
}
people = { $n ->
    [one] 1 person wanted
   *[other] { $n } people wanted
}
unsaid = not said
until = open until { $date }
posted = posted { $when }
quoted = "{ $text }"

## Bottom bar

bar-help = Get help
bar-text-large = Larger
bar-text-normal = Smaller
bar-lower = Lower
bar-read = Read aloud
bar-read-stop = Stop
bar-other-language = 中文

## Status

status-data-age = Jobs updated { $ago }
status-no-data = No jobs downloaded yet
status-loading = Downloading jobs, { $n } so far
status-offline = Offline, works as usual
status-offline-since = Offline (last online { $ago }), works as usual
toast-try-again = That did not work. Please touch again
toast-not-saved = Cannot save. Please call the staff
toast-no-voice = This terminal cannot speak now. Please ask the staff

## Welcome

attract-promise = Find work. Ask about policies. All free.
attract-open-before = Open today
attract-open-after = jobs
attract-welcome = Welcome
attract-touch = Touch to find work

## Home

home-greeting = What work are you looking for?
home-open =
    { $n ->
        [one] { $n } job is open today, free to look at
       *[other] { $n } jobs are open today, free to look at
    }
home-search = Type a job, also in pinyin
home-by-job = By job
home-by-job-note = { $n } groups
home-day-jobs = Day jobs
home-by-district = By place
home-by-district-note = Near your home
home-by-wage = By wage
home-by-wage-note = A month, a day, an hour
home-by-form = By form of work
home-by-form-note = Full time, hourly
home-by-benefit = Meals and lodging
home-by-benefit-note = Insurance, transport
home-newest = Newest jobs
home-services = At this station
home-services-note = Ask, register

## Choosing

choose-job = What kind of work?
choose-job-below = Touch one to see the jobs in it
choose-all-of-group = All of these
choose-form = How would you like to work?
choose-benefit = What matters most?
choose-benefit-below = Add one after another
choose-district = Where would you like to work?
choose-whole-city = All of { $city }
choose-wage = What is the least you need?
choose-wage-below = Counted by
page-before = Before
page-after = Next
page-of = { $n-page } / { $n-pages }
wage-at-least = { $amount } { $unit } or more
wage-or-more = { $n ->
    [one] { $unit } or more: { $n } job
   *[other] { $unit } or more: { $n } jobs
}
empty-catalogue = No jobs have been downloaded yet
empty-catalogue-below = They come by themselves once there is a network. In a hurry? Ask the staff.

## List

list-found = { $n ->
    [one] 1 job
   *[other] { $n } jobs
}
order-newest = Newest first
order-wage = Best paid first
order-nearest = Nearest first
filter-job = Job
filter-district = Place
filter-wage = Wage
filter-form = Form of work
filter-benefit = Benefits
filter-more = More
choose-more = What else matters?
condition-no-diploma = No diploma needed
condition-same-county = In this county
condition-within = Within { $n } km
condition-negotiable = Wage by agreement
condition-age = Open to age { $n }
condition-disability = Disabled people welcome
# How far a place of work is: by road, from county to county or from street to street, so never exact.
away-same-street = This street or town
away-same-county = This county
away-about = About { $n } km
away-walk =
    { $n ->
        [one] some { $n } minute on foot
       *[other] some { $n } minutes on foot
    }
away-bus =
    { $n ->
        [one] some { $n } minute by bus
       *[other] some { $n } minutes by bus
    }
condition-new = New within { $n } days
condition-closing = Closing within { $n } days
order-best = Best match first
list-meant = Nothing says “{ $typed }”; these are for “{ $meant }”
list-alike = { $n ->
    [one] One of them only sounds alike
   *[other] { $n } of them only sound alike
}
# A job like the one that was asked for.
nothing-instead = { $n ->
    [one] Something like it: { $job }, { $n } job
   *[other] Something like it: { $job }, { $n } jobs
}
condition-drop-leaves = { $n ->
    [one] Without { $what }: 1 job
   *[other] Without { $what }: { $n } jobs
}
condition-drop = Drop { $what }
conditions-drop-all = Drop all and start again
nothing-found = Nothing fits all of this
nothing-found-below = With one condition less there is more to see:

## Posting

detail-take = Take this job along (scan)
detail-free = Looking for work is free. Whoever asks for a deposit or a fee: do not pay, tell the staff at once.
detail-tasks = The work
detail-requirements = What is asked for
detail-education = Education: { $education } or more
detail-experience = Experience: { $experience }
detail-contact = How to get in touch
detail-contact-staff = The advert gives no telephone number. The staff will help you get in touch.
detail-source = Source: { $source }
detail-number = Job number { $number }
detail-gone = This job is filled or has expired
detail-gone-below = Have a look at the others: there are more like it.
detail-gone-other = Back to the others
glance-form = Form of work
glance-place = Where
glance-people = How many
glance-benefits = Board and insurance
glance-until = Until when
wage-hint = that is { $wage }
wage-original = in the advert: { $text }

## Taking along

take-heading = Scan it and take the job along
take-how = Open your phone's camera or WeChat's scanner, point it here, and keep the text.
take-offline = No network needed: the job itself is in the code. No phone? The staff will write it down for you.
take-code = QR code of the job
take-contact = Phone { $contact }
take-number = No. { $number } { $station }
take-too-long = This job is too long for a code

## Search

search-label = What job
search-hint = e.g. 电焊, dianhan, dh
search-below = Often looked for:
search-nothing = Nothing found
search-nothing-below = Try other words, in Chinese or pinyin.
search-show-all = { $n ->
    [one] Show 1 job
   *[other] Show all { $n }
}

## Help

status-unstaffed = Self-service now; staff { $hours }
help-heading = Someone will help you
help-how = Please wait here, or go to the service desk. Ask us anything: reading the screen, using it, registering.
help-unstaffed = Nobody is at the desk now
help-unstaffed-how = Somebody is here { $hours }. Looking for work, applying, business and printing: you can do all of it by yourself.
help-call-me = Have the staff call me
help-go-on = Go on by myself
help-staff = Staff only
ease-heading = See and hear it well
ease-contrast = High contrast
ease-contrast-below = Black on white, heavier lines
pace-slow = Read slowly
pace-usual = Usual pace
pace-quick = Read fast
dialect-mandarin = Mandarin
read-personal = Others will hear this
read-personal-why = There is something personal on this page. With a headset only you hear it.
read-to-all = Read it anyway
read-not = Do not read it
ease-calm = Nothing moves
ease-calm-below = Less motion on the screen
services-heading = What this station does
services-below = All of it is free

## Cannot start

trouble-start = This machine cannot be used just now
trouble-start-people = Please go to the service desk: the staff will help you find work.
trouble-start-technician = For the technician:
trouble-start-damaged = The file with the registrations is damaged. It was left as it is: put a copy in a safe place first, then call a technician.
trouble-start-wrong-key = The file with the registrations does not open with this key: the key is another one, or the file's beginning is damaged. It was left as it is. Put the old key back and start again.
trouble-start-no-key = There is no key. Put the key file back and start again.
trouble-start-too-new = The data were written by a newer version. Install that version; nothing was changed.
trouble-start-locked = Another program is using the data. Close it and start again.
trouble-start-disk-full = The disk is full. Free some space and start again.
trouble-start-read-only = The data folder cannot be written. Check its owner and how it is mounted.
trouble-start-other = Tell technical support the sentence below.

## Nobody there

idle-question = Are you still there?
idle-why = When nobody is here, what was looked at is cleared, for your privacy.
idle-said = Are you still there? Touch "I am still here" to go on. { $n } seconds left.
idle-stay = I am still here
idle-leave = No, finish
map-open = Choose on a map
map-open-note = Where the work is around here
map-heading = Jobs around this station
map-below = Touch a place to see its jobs; distances are as the bird flies
map-none = There are no jobs in the counties around
map-here =
    { $n ->
        [one] { $place }, you are here, { $n } job
       *[other] { $place }, you are here, { $n } jobs
    }
map-spot =
    { $n ->
        [one] { $place }, about { $n-km } km { $towards }, { $n } job
       *[other] { $place }, about { $n-km } km { $towards }, { $n } jobs
    }
map-ring = { $n } km
towards-north = to the north
towards-north-east = to the north-east
towards-east = to the east
towards-south-east = to the south-east
towards-south = to the south
towards-south-west = to the south-west
towards-west = to the west
towards-north-west = to the north-west

## Saying it
listen-begin = Say it
listen-now = Listening: please speak to the machine, ten seconds at most. The sound is not kept
listen-done = I have said it
listen-thinking = It is being made into words, one moment
listen-nothing = Nothing could be made out. Come nearer and say it once more, or type it
listen-no-microphone = The microphone gives no sound, please type it
listen-no-recogniser = This machine cannot listen just now, please type it
