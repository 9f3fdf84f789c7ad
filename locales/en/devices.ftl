# What stands on the desk: the reader of identity cards.

reader-none = There is no card reader: please type
reader-absent = The card reader is not connected: please type; it is used as soon as it is plugged in
reader-ready = Lay the identity card on the reader: name and number are filled in
reader-reading = Reading the card, please leave it there
reader-lift-and-place = It could not be read. Take the card off and lay it down again, or type
reader-unknown-card = This card is none of the known documents: please type
reader-broken = The card reader says that it is broken: please type, and tell the technician

card-filled = The card was read. Please compare name and number; the card can be put away
card-other-number = The form already has another number; nothing was changed. To use this card, clear the number and lay it down again
card-expired = This card has expired; tell its holder to renew it
card-number-wrong = The number on the card fails its check: please look at the card
card-contradiction = Sex or birthday on the card do not agree with its number: please look at the card

## Printing a slip

print-slip = Print a slip
print-again = Print another
print-sending = Printing, please wait
print-done = Done. Please take the slip
print-no-paper = The printer has no paper. Scan the code or photograph the screen, or ask the staff to write it down
print-cover-open = The printer's cover is open. Scan the code or photograph the screen, or ask the staff to write it down
print-absent = The printer is not connected. Scan the code or photograph the screen, or ask the staff to write it down
print-stuck = The printer does not respond. Scan the code or photograph the screen, or ask the staff to write it down

## Words on a slip

slip-from = { $station }, { $date }
slip-fact = { $label }: { $value }
slip-employer = Employer
slip-call = Telephone
slip-scan = Scan it to keep this on your telephone
slip-next-title = What happens next
slip-next-kept = Your registration is kept at this station and sent to the province as soon as there is a line.
slip-next-call = When a job fits, the station gets in touch the way you said.
slip-next-ask = To ask about it or change it, bring this slip to the station.
slip-valid = It stands for { $n } days and can be renewed.

## Scanning

scan-genuine = This slip is genuine: station { $n-station } made it on { $day }. { $what }
scan-elsewhere = What was done lies at that station and with the province, and cannot be seen here. To go on, register here.
scan-other-slip = Receipt
scan-foreign = No station of this province signed this slip: take care. Look its number up with the province.
scan-not-ours = This slip is of another station
scan-unproven = Nothing on this slip proves it here. Look its number up with the province.
scan-no-receipt = This code is no receipt. Please scan the one on the slip
