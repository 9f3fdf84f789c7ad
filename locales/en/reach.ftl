# The way by pictures and voice: short sentences as they are spoken, since they are heard and not read.
pictures-way = By pictures
pictures-way-note = No reading: listen and touch
pictures-leave = Words
pictures-home = What would you like to do? Touch a picture.
pictures-mine = My applications
pictures-mine-ask = How far your applications have come
pictures-mine-nothing = There is no application of yours here yet
pictures-find = Find work
pictures-day = Work for a day
pictures-near = Work near here
pictures-groups = What kind of work?
pictures-kinds = { $group }: which work?
pictures-any = Any of these
pictures-jobs = { $n ->
    [one] There is one job. Touch it to hear more.
   *[other] There are { $n } jobs. Touch one to hear more.
}
pictures-none = There is no such work now.
pictures-other-kind = Another kind
pictures-more = Show others
pictures-again = From the start
pictures-job = Do you want this job?
pictures-want = I want it
pictures-other = Show others
pictures-card = Please lay your identity card on the reader.
pictures-no-reader = Cards cannot be read here now. Please let the staff apply for you.
pictures-card-unknown = There is nothing of this card to be seen here yet.
pictures-not-yet = Not now
pictures-reached = When the employer answers, how do you want to hear of it?
pictures-by-station = The station tells me
pictures-by-phone = Call me
pictures-consent = May this employer be given your name and your telephone number?
pictures-gives-name = Your name
pictures-gives-phone = Your telephone
pictures-gives-to = goes to
pictures-agree = Yes, apply
pictures-refuse = No
pictures-slip = Print a slip

## Typed by touch
