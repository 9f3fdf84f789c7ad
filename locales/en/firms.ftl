# Employers and the review of postings.

firms-title = Employers
firms-tile = Jobs
firms-below = First the licence and who came, then the posting
firms-new = Register an employer
firms-none = No employer is registered yet
firms-none-below = When one comes to hire, look at its licence and at the card of who came.
firms-standing = { $n } open
firms-open = { $n } to do
firms-code = Credit code { $code }
firms-code-length = A code has 18 characters; please compare it with the licence
firms-code-old = That is an old number; the licence of today shows 18 characters
firms-code-check = The check character does not fit; please compare it with the licence
firms-code-meant = No code has “{ $sign }”: is it “{ $meant }”? Please look
firms-code-character = No code has “{ $sign }”
firms-agent = { $name } came; seen: { $papers }
firms-commissioner = Looked after by { $name }
firms-no-commissioner = Nobody looks after it yet
firms-look-after = I look after it
firms-change = Correct the employer
firms-offer-new = Post a job
firms-visit = Visit
firms-need = Need of staff
firms-complaint = Complaint
firms-offers = Postings
firms-notes = Visits, needs, complaints
firms-close = Close
firms-closed = Closed: { $result }
firms-due = by { $day }
firms-people =
    { $n ->
        [one] { $n } person
       *[other] { $n } people
    }
firms-save = Save
firms-missing = Something is missing; please look above
firms-ask-review = Ask for review
firms-paper-licence = licence
firms-paper-agent = identity card
firms-paper-mandate = mandate
firms-paper-notice = signed notice

firms-stage-review = Waits for review
firms-stage-sent-back = To be changed
firms-stage-offered = Posted
firms-stage-recalled = Taken back
firms-offered-below = With the province; stations get it with the postings
firms-made-by = typed by { $name }
firms-reviewed-by = reviewed by { $name }

firms-review-title = Review of a posting
firms-review-below = The machine points, a person decides
firms-review-clean = Nothing was found
firms-review-text = What it says
firms-reasons = The job needs it|The law allows it|The employer confirmed|It does not mean that
firms-reason-ask = Why may it stay?
firms-let-through = Let it through
firms-send-back = Send back
firms-send-back-remark = Please change: { $what }
firms-edit = Change
firms-recall = Take it back…
firms-recall-why = Why is it taken back?
firms-recalled-why = Taken back: { $why }
firms-blocked = Something must be changed first
firms-no-reason = Each point needs a reason
firms-recall-filled = Filled
firms-recall-asked = Employer asks
firms-recall-complaint = Complaint was right
firms-recall-unlawful = Should not have passed
firms-recall-mistake = Mistake
review-block = Must be changed
review-weigh = A person decides
review-hint = Hint
review-at = { $field }: { $text }
review-unanswered = { $field }: not answered
review-sex = Sex
review-marriage = Marriage and children
review-ethnic = Ethnic group, religion
review-health = Hepatitis B, health
review-disability = Disability, looks
review-household = Household, region
review-age = Age
review-money = Money taken
review-loan = Loan
review-documents = Papers kept
review-fraud = Fraud, crime
review-hype = Hype
review-off-platform = Leads elsewhere
review-wage = Wage
review-hours = Hours
review-part-time = Part time
review-probation = Trial
review-insurance = Insurance, contract
review-missing = Something is missing
review-stale = Again, or too long
review-hazards = Hazards
review-law-sex = Employment Promotion Law 27; Women's Rights Law 43
review-law-marriage = Women's Rights Law 43
review-law-ethnic = Employment Promotion Law 28; Labour Law 12
review-law-health = Employment Promotion Law 30
review-law-disability = Employment Promotion Law 29
review-law-household = Employment Promotion Law 31; Labour Market Regulation 24
review-law-age = Labour Law 15, 64; Employment Promotion Law 26
review-law-money = Labour Contract Law 9; Employment Promotion Law 41
review-law-loan = Labour Market Regulation 28
review-law-documents = Labour Contract Law 9, 84
review-law-fraud = Labour Market Regulation 24; Criminal Law
review-law-notice = Notice 60 (2025) of the ministry's office
review-law-wage = Minimum Wage Provisions; Labour Law 50
review-law-hours = Labour Law 36, 38, 41, 44
review-law-part-time = Labour Contract Law 68, 72
review-law-probation = Labour Contract Law 19, 20, 70
review-law-insurance = Labour Law 72; Social Insurance Law 58
review-law-hazards = Occupational Diseases Law 33
review-hours-a-week =
    { $n ->
        [one] That is { $n } hour a week
       *[other] That is { $n } hours a week
    }
review-hours-a-day =
    { $n ->
        [one] { $n } hour a day
       *[other] { $n } hours a day
    }
review-no-rest = No day of rest
review-minimum = The local minimum is { $n } yuan
review-no-minimum = No minimum wage is set here; not compared
review-wide-range = The range is too wide
review-age-is = { $n } years
review-trial-is = { $n } months
review-trial-pay-is = { $n } % on trial
review-phone-firms = { $n } other employers use this number
review-again = The same was posted within 30 days

firms-task-review = A posting waits for review
firms-task-sent-back = A posting is to be changed
firms-task-need = A need of staff
firms-task-complaint = A complaint
firms-task-policy = A policy may fit: tell her
firms-task-submission = A form wants an answer
firms-task-wish = Consent taken back, or erasure
firms-closing-word = A word for the next shift
firms-promise = Promise her something
firms-task-open = Open it
firms-deed-noted = Noted an employer
firms-deed-made = Typed a posting
firms-deed-reviewed = Reviewed a posting
firms-deed-recalled = Took a posting back
firms-deed-policy = Looked for policies
firms-deed-imported = Imported

## Help and policies

sieve-help = Need help
help-quiet = A rule asks for help (a counsellor knows why)
push-title = Policies for people
push-below = Whom on the register they may fit, and why; telling counts once
push-none = There is no policy to compare
push-none-below = Once the policies are here, those they may fit are listed.
push-people = { $n-likely } likely, { $n } in all
push-to-tell = { $n } to tell
push-all = All policies
push-back = Back to the list
push-likely = Likely fits
push-perhaps = May fit
push-ask = To be asked: { $what }
push-window = The window decides
push-asked = On the call list
push-told = Told { $day }
push-call = Put on the call list
push-no-call = She did not agree to be told, or has no telephone: tell her when she comes
push-now = Told her just now
