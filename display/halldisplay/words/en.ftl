# Every word that stands on a screen, one message a line, in this language. `{ $name }` is a place that the page fills:
# keep its name, move it wherever the sentence wants it. Lines that begin with # are for you who translate.
#
# `language` comes first: the language's own name, its tag (BCP 47) and the direction it is written in.

language = English
    .tag = en
    .dir = ltr

## common: Visitors: on every page. Buttons, the state of the line, pages of a list.

common-hall = Government Service Centre
common-ticket = Ticket
common-service = Service
common-window = Window
common-window-no = Window { $n }
common-people = { $n } waiting
common-about = about { $range }
common-range-minutes = { $range } min
common-hours = { $h } h
common-hours-minutes = { $h } h { $m } min
common-minutes-alone = { $m } min
common-no-wait = No waiting
common-stale = Connection lost · last update { $at }
common-connecting = Connecting…
common-back = Back
common-close = Close
common-cancel = Cancel
common-confirm = Confirm
common-retry = Try again
common-minutes = min
common-page = Page { $n } of { $of }
common-page-up = Page up
common-page-down = Page down
common-page-first = First
common-page-last = Last
common-rows-of = { $from }–{ $to } of { $n }
common-in-all = {" "}({ $n } in all)
common-parts = Parts
common-at-server = at the server
common-away = The server cannot be reached; please wait a moment.
common-answered = The server answered { $n }.

## pairing: Technicians: a screen that has not been let in yet.

pairing-title = This screen is not paired
pairing-how = An administrator enters these six digits in the office under “Devices”, or on the server runs:
pairing-until = valid until
pairing-name = NAME
pairing-was-wrong = The link is wrong or was used already.

## kiosk: Visitors: the kiosk, where a number is taken. It is read standing; buttons are narrow.

kiosk-choose = Choose a service
kiosk-usual = Most used
kiosk-person = Personal
kiosk-business = Business
kiosk-departments = Departments
kiosk-collect = Collect
kiosk-booked = Booked
kiosk-booked-hint = Type the code of your appointment or receipt, or scan it
kiosk-collect-hint = Type the code on your receipt; without one, ask at the guide desk
kiosk-check-in = Check in
kiosk-card-read = Your card was read; its number is not kept.
kiosk-needs = A low window, sign language or English?
kiosk-reader = Card and code reader
kiosk-papers-early = No appointment has this code. If it is a document, choose a service first, then hold it to the reader.
kiosk-letters = ABC
kiosk-digits = 123
kiosk-consult = Enquiries
kiosk-search = Search
kiosk-search-hint = Type the first letters of the words
kiosk-typed = Typed
kiosk-erase = Erase
kiosk-clear = Clear
kiosk-found = { $n } found
kiosk-found-none = Nothing found; please ask at the guide desk
kiosk-big-text = Large text
kiosk-normal-text = Normal text
kiosk-read = Read aloud
kiosk-read-off = Stop reading
kiosk-help = Help
kiosk-help-title = Please go to the guide desk
kiosk-help-text = Staff there take a number for you, help with forms and answer questions. No number is needed.
kiosk-ringing = Calling the guide desk…
kiosk-rang = The guide desk was called; somebody is on the way. You may also go there.
kiosk-found-ticket = Your number
kiosk-found-gone = This slip cannot be used any more today. Press “Help” if you need it.
kiosk-back-in-line = You are back in line; please listen for the call.
kiosk-reprinting = Printing your slip again; take it from the slot below.
kiosk-reprint = Print the slip again
kiosk-now-calling = Now calling
kiosk-no-calls = No calls now
kiosk-in-hall =
    { $n ->
        [one] { $n } person waiting
       *[other] { $n } people waiting
    }
kiosk-windows-open =
    { $n ->
        [one] { $n } window open
       *[other] { $n } windows open
    }
kiosk-quiet = Quiet now
kiosk-middling = Moderately busy
kiosk-busy = Busy now
kiosk-open-now = Open now
kiosk-open-until = Open now · numbers until { $at }
kiosk-nobody-yet = No staff at the windows yet
kiosk-fee = Fee
kiosk-materials = Bring with you
kiosk-no-materials = Nothing
kiosk-limit = Time limit
kiosk-on-the-spot = Done on the spot, about { $n } min
kiosk-promised = Decided within { $n } working days
kiosk-ahead-still = Ahead of you: { $n }. Still wait?
kiosk-ahead-none = Nobody is ahead of you
kiosk-ahead-unknown = The queue is not known right now
kiosk-take = Take a number
kiosk-taking = One moment…
kiosk-your-number = Your number
kiosk-ahead = Ahead of you
kiosk-ahead-count = { $n }
kiosk-ahead-of = { $n } ahead of you
kiosk-wait = Expected wait
kiosk-at-windows = Windows
kiosk-slip-below = Please take your slip from the slot below
kiosk-slip-elsewhere = Your slip comes out at “{ $printer }”; please take it there
kiosk-follow-how = Scan to follow on your phone
kiosk-slip-coming = Printing your slip…
kiosk-no-slip = Please remember your number
kiosk-slip-failed = The slip was not printed. Your number is valid: please wait with it, or ask at the guide desk for a reprint.
kiosk-slip-unsure = If no slip came out, your number is still valid.
kiosk-done = Done
kiosk-still-there = Do you need more time?
kiosk-reset-in = Back to the start in { $n } s
kiosk-more-time = Yes, continue
kiosk-away-title = No numbers can be given right now
kiosk-away-text = The connection is down. Please try again, or go to the guide desk.
kiosk-ask-guide = The guide desk can help.
kiosk-unsure = Something else
kiosk-another = Another matter
kiosk-basket = Chosen for one number: { $n }
kiosk-basket-go = Take the number
kiosk-basket-drop = Without { $matter }
kiosk-take-all = One number for { $n } matters
kiosk-together = On this number
kiosk-area = Area
kiosk-wrong = Wrong one? Cancel it
kiosk-wrong-sure = Cancel { $number }?
kiosk-keep-it = Keep it
kiosk-cancelled = { $number } is cancelled.
kiosk-stopped = This kiosk is out of use
kiosk-touch = Touch the screen to take a number
kiosk-with-list = Print the list of what to bring
kiosk-large-slip = Your slip will be in large print
kiosk-identity = Type an ID number
kiosk-identity-how = Only if you have no card with you. It is not kept; you may also take a number without it.
kiosk-identity-wrong = This number is not right; please check it
kiosk-identity-take = OK
kiosk-called-to = You are being called; please go to window
kiosk-hear-again = Hear it again
kiosk-rate-thanks = Rated. Thank you.

## answers: Visitors: what a kiosk answers to a card or a code that it cannot take now.

answers-card_early = Please choose a service first, then hold your card to the reader.
answers-card_unread = Your card was not read. Please hold it there again; you may also take a number without it, or ask at the guide desk.
answers-no_card = This is no card. For an appointment please go back and check in under “Booked”.
answers-code_unknown = This is no slip and no appointment of this hall. The guide desk can help.

## board: Visitors: the board in the lobby, read from ten metres away.

board-now-serving = Now serving
board-queue = Waiting
board-proceed = Proceed
board-in-service = In service
board-nobody-called = No calls at the moment
board-nobody-waits = No waiting for any service
board-missed-hint = Missed your call? See the guide desk
board-today = Today
board-served-today = Served
board-mean-wait = Average wait
board-within-level = Called within { $n } min
board-satisfied = Satisfied
board-open-windows = Open windows
board-announced = Ticket { $ticket }, please proceed to window { $window }
board-recent = Recently called
board-next = Next
board-missed = Missed
board-over = Finished

## panel: Visitors: the small screen over a window.

panel-called = Please come
panel-serving = Now serving
panel-open = Open
panel-paused = Paused
panel-working = Back-office work
panel-closed = Closed
panel-chief = Chief representative
panel-staff = Staff
panel-letter = Letter
panel-next-window = Please use another window or the guide desk

## sign: Visitors: LED signs, whose words have four characters of Chinese or ten letters.

sign-called = Please come
sign-serving = Now serving
sign-open = Open
sign-paused = Paused
sign-working = Desk work
sign-closed = Closed
sign-lost = Line lost

## announcer: Visitors: the page that speaks the calls, and shows them.

announcer-title = Announcer
announcer-zone = Zone { $zone }
announcer-whole-hall = Whole hall
announcer-quiet = Nothing to announce
announcer-next = Next
announcer-more = { $n } more
announcer-last = Announced
announcer-spoken = Spoken
announcer-rung = Rung only
announcer-shown-only = Shown only
announcer-silent = Silent calling: shown, not spoken
announcer-volume = Volume { $n } %
announcer-wake = Turn sound on
announcer-blocked = The browser does not let this page play sound.

## phone: Visitors: the page behind the code on the slip.

phone-title = My number
phone-ahead = Ahead of you
# Behind the number of people ahead; may be nothing, written {""}.
phone-people = {""}
phone-wait = Expected wait
phone-stops = On this number
phone-papers = Bring all of this
phone-go-to = Please go to window
phone-title-ahead = { $n } ahead · { $ticket }
phone-title-called = Window { $window } · { $ticket }
phone-cancel-ticket = Cancel this number
phone-cancel-sure = You would need a new number. Cancel it?
phone-cancel-yes = Yes, cancel it
phone-cancel-no = Keep it
phone-rate = How was the service?
phone-rated = Rated. Thank you.
phone-no-ticket = No number found
phone-no-ticket-how = Please open this page with the code on your slip.
phone-missed-how = You missed your call. Please go to the guide desk.
phone-come-back = Back in line
phone-more-time = I need { $n } more minutes
phone-more-time-how =
    { $n ->
        [one] You keep your place and are called after { $n } minute. Once only.
       *[other] You keep your place and are called after { $n } minutes. Once only.
    }
phone-issued-at = Taken at { $at }
phone-possible = Possible windows
phone-offline = Connection lost; this may be out of date.
phone-texting = A message to your phone
phone-texting-number = Mobile number
phone-texting-soon = This hall sends a message when { $n } are ahead of you, and when you are called.
phone-texting-called = This hall sends a message when you are called.
phone-texting-kept = The number is used for this only and kept encrypted. It is destroyed when your visit is over, tonight at the latest, and whenever you wish. Please give your own number, or one whose owner agrees.
phone-texting-agreed = I have read this and agree
phone-texting-bind = Send me messages
phone-texting-bound = You will get a message. Please still watch the screens and listen.
phone-texting-forget = Delete my number

## why: Visitors: why others were called first.

why-title = Why this order
why-before = Called first while you waited
why-nobody = Nobody in this line was called before you while you waited.
why-each = One by one ({ $n })
why-history = What happened with this number
why-time = Time
why-reason = Reason
why-rule = The rule: by due time; statutory priority goes first, with a cap on calls in a row. Every call is on record and can be examined at the supervision office.
why-link = Why this order?
why-back = Back to my number

## rate: Visitors: the rating device at a window.

rate-title = How was the service?
rate-of-ticket = Ticket { $ticket } · window { $window }
rate-idle = Your opinion counts
rate-idle-how = After your service you can rate it here. It is anonymous: the staff cannot see who rated.
rate-why = What was wrong? (choose any)
rate-send = Send
rate-skip = Send without a reason
rate-thanks = Thank you
rate-code = Rate on your phone

## ratings: Visitors: the five levels of a rating, 5 being the best.

ratings-1 = Very dissatisfied
ratings-2 = Dissatisfied
ratings-3 = Fairly satisfied
ratings-4 = Satisfied
ratings-5 = Very satisfied

## bad-reasons: Visitors: what was wrong, after a bad rating. The Chinese goes into the record.

bad-reasons-long-wait = Long wait
bad-reasons-slow-service = Slow service
bad-reasons-unfriendly = Unfriendly
bad-reasons-not-explained-well = Not explained well
bad-reasons-too-many-papers = Too many papers
bad-reasons-it-could-not-be-done = It could not be done

## ticket-states: Visitors, said by the server: where a number is.

ticket-states-waiting = waiting
ticket-states-held = held
ticket-states-called = being called
ticket-states-serving = being served
ticket-states-parked = parked
ticket-states-missed = missed
ticket-states-finished = finished
ticket-states-cancelled = cancelled
ticket-states-expired = expired
ticket-states-void = void

## held: Visitors, said by the server: why a number is not called for a while.

held-other_stop = you are at another window; this place is kept
held-after = an earlier matter has to be finished first
held-grace = time to walk from one window to the next
held-booked = the booked time has not come yet
held-more_time = you asked for a few more minutes

## retained: Staff, said by the server: what is kept, by kind; beside each stands for how long.

retained-concerns = what was reported as “could not be done”, with its contact, and the answers
retained-ratings = words about bad ratings: measures, calls back, appeals
retained-contests = why a finding was contested, and the decision
retained-cases = cases: missing papers, why a day was put off or a decision taken, parcel numbers
retained-notes = notes of a service or a transfer
retained-codes = codes of cases, returns and appointments, and the papers to bring
retained-emergencies = what an emergency was
retained-identities = a document shown for a number (a mark of the day; its number is never stored)
retained-phones = a telephone number left to be told (destroyed with the visit, tonight at the latest)
retained-answers = answers to repeated requests
retained-log = the record of calls (without all of the above)

## doctor: Staff, said by the server: what `hall doctor` finds, and what to do.

doctor-database-whole = the database is whole, and holds all that was acknowledged
doctor-database-broken = the database is not as it must be: { $found }; put the last backup in its place (hall restore FILE)
doctor-sqlite = SQLite is recent enough
doctor-sqlite-old = this SQLite has a known fault: { $found }; bring the system or Python up to date
doctor-postgres = the tables are in PostgreSQL ({ $place }); the hall's backups hold them all the same
doctor-standby = a second machine follows this hall
doctor-standby-none = a second machine may follow this hall, and none has asked yet (hall standby follow, on that machine)
doctor-standby-silent = the second machine has not asked for { $n } min: what happens now is on this machine only (hall standby status, there)
doctor-standby-taken = { $found }
doctor-open-files = this system allows enough open files
doctor-open-files-few = this system allows { $n } open files: too few for 2,000 phones; raise LimitNOFILE of the service
doctor-file-before-upgrade = { $file } is the database of before the upgrade: delete it once the new version has worked a few days; until then hall downgrade goes back to it, and its personal parts outlive their keeping
doctor-disk = { $gib } GiB free on the disk
doctor-disk-little = only { $gib } GiB free on the disk; make room, for a full disk stops the numbers
doctor-folder = the folder's mode is { $mode }
doctor-folder-open = the folder's mode is { $mode }, so others can read it: chmod 700 { $folder }
doctor-public = slips carry a QR code to { $url }
doctor-public-none = no public_url: slips carry no QR code, and nobody can follow their number on a phone; set an address that phones reach in settings.toml
doctor-loopback = served on loopback only
doctor-tls = served with TLS; the certificate is good until { $day }
doctor-tls-early = the certificate is good from { $day } only: a clock ran ahead; renew it now: hall tls renew
doctor-tls-soon = the certificate ends on { $day } (in { $n } days); renew it: hall tls renew, or a new file from your authority
doctor-tls-over = the certificate ended on { $day }, and browsers refuse it; renew it now: hall tls renew, or a new file from your authority
doctor-tls-unreadable = the certificate cannot be read: { $found }; look at cert in settings.toml
doctor-clear = served in the clear, so passwords can be read on the network; make a certificate: hall tls init NAME
doctor-sign-in = the directory { $name } answers
doctor-sign-in-away = the directory { $name } does not answer: { $found }; look at address, certificate, secret in sign_in.toml, and the network; local accounts and one-time links work
doctor-sign-in-missing = sign_in.toml has [{ $kind }], and what it needs is not installed: pip install hallqueue[{ $kind }]
doctor-sign-in-secret = others can read the secret in { $file }: chmod 600 { $file }
doctor-sign-in-department = sign_in.toml grants the department { $name }, which this hall does not have; use a code of its catalogue
doctor-outbox = messages out of the hall: { $n } receivers, ready
doctor-outbox-unreadable = outbox.toml cannot be read: { $found }
doctor-outbox-missing = the receiver { $name } is of the kind { $kind }, and what that needs is not installed: pip install hallqueue[{ $kind }]
doctor-outbox-secret = the secret of the receiver { $name }: { $found }; its messages wait
doctor-outbox-lost = { $n } messages to { $name } never arrived: the technician's page and hall outbox list say why; hall outbox retry sends them again
doctor-glyphs = the slip's font has every glyph
doctor-glyphs-lack = the slip's font lacks { $found }; install again
doctor-calendar = the calendar knows holidays up to { $day }
doctor-calendar-none = no holidays are planned: the hall follows its weekdays alone
doctor-calendar-late = the calendar knows holidays up to { $day } only, and { $why }; once they are announced, bring `chinesecalendar` up to date or write them into the hall's plan
doctor-calendar-promised = promises reach to { $day } already
doctor-calendar-year = the next year begins soon
doctor-calendar-past = no holiday after that is known
doctor-scans = { $n } scanned letters, each as it was put there
doctor-scans-lost = scans lost or changed: { $found }; bring them back from a backup
doctor-words = words: { $name } ({ $code }) has { $n } of { $every } messages
doctor-words-fault = words: { $found }
doctor-media = { $n } pictures and films are shown
doctor-media-fault = not shown: media, { $found }
doctor-backup = the last backup is of { $day }, in { $file }; it was read through when it was made
doctor-backup-old = the last backup is of { $day }, { $n } days ago, in { $file }; run hall backup every day
doctor-backup-none = no backup is on record; run hall backup every day, and keep its file on another machine
doctor-backup-failed = the backup of { $day } could not be made: { $why }; look whether its disk is there and has room
doctor-backup-by-hand = no backup is made by itself; give the setting backup_to (another disk, or a share), and one is made each day
doctor-backup-no-folder = the folder for backups, { $folder }, cannot be opened; look whether its disk or share is there
doctor-backup-same-disk = backups go to { $folder }, on the same disk as the hall: they are lost with it; use another disk or a share
doctor-backup-next = a backup is made each day at { $at } in { $folder }
doctor-drill-none = no backup was ever restored; run hall drill to see that it can be
doctor-drill-failed = the drill of { $day } failed: { $file }: { $why }; make another backup, and run hall drill again
doctor-drill-old = the last drill was on { $day }, { $n } days ago; run hall drill
doctor-drill = the last drill was on { $day }: the backup can be restored, and its { $n } events are whole
doctor-version = version { $version }
doctor-clock = the hall's clock agrees with the system's
doctor-clock-away = the hall's clock and the system's differ by { $n } s; set the time right

## advice: Staff, said by the server: what a change of windows would have done.

advice-open = window { $window } serves { $lines } from { $begins } to { $ends }
advice-lend = window { $window } helps out { $lines } from { $begins } to { $ends }
advice-close = window { $window } stays closed from { $begins } to { $ends }
advice-rules = under the new rules
advice-shorter = { $what }: nine of ten wait up to about { $after } min instead of { $before }.
advice-longer = { $what }: nine of ten wait up to about { $after } min instead of { $before }, longer than now.
advice-same = { $what }: nine of ten wait up to about { $before } min, as now.
advice-join = { $one }; { $other }

## alarms: Staff, said by the server: what is wrong in the hall now, one sentence for each fact.

alarms-long-wait = { $line }: { $waiting } waiting, the longest for { $minutes } min, { $windows } windows open
alarms-expected-wait = { $line }: who takes a number now waits at least about { $minutes } min; { $waiting } waiting
alarms-crowded = { $line }: { $waiting } waiting for { $windows } open windows, { $each } for each
alarms-idle = Window { $window } has been free for { $minutes } min while visitors wait for it
alarms-nobody = { $line }: { $waiting } waiting, windows planned but nobody there, the longest for { $minutes } min
alarms-absent = { $line }: { $waiting } waiting; nobody at planned window { $windows }, { $minutes } min after opening
alarms-long-pause = Window { $window } has been paused for { $minutes } min while visitors wait for it
alarms-no-shows = { $missed } of the last { $calls } called did not come; look at screens and voice
alarms-unheard = { $number } called to window { $window }: no screen or loudspeaker has confirmed it; call by mouth
alarms-printer = { $printer } cannot print
alarms-paper-low = { $printer } is nearly out of paper, { $percent } % used
alarms-screen-dark = Screen { $device } has been off line for { $minutes } min
alarms-device-silent = { $device } has not been heard for { $minutes } min
alarms-part-down = No answer from { $devices } (behind { $agent })
alarms-hasty = { $device } is giving numbers too fast; go and look
alarms-clock = The server's clock is { $seconds } s away from hall time; a technician has to check it
alarms-promise-due = { $cases } promised cases are due today and not finished
alarms-help = { $place } asked for help { $minutes } min ago; nobody has answered
alarms-disk = Only { $free } MB are left on the server's disk
alarms-undelivered = Messages to “{ $receiver }” did not arrive; a technician has to look at the messages out of the hall
alarms-told-short = { $line }: of the waits told in the last week { $percent } % were kept; too short is told
alarms-told-wide = { $line }: of the waits told in the last week { $percent } % were kept; shorter could be told

## offers: Visitors, said by the server: what is offered for a matter now, on tiles, boards and phones. Short.

offers-no-opening = No numbers for now
offers-day-closed = Closed for today; numbers again { $at }
offers-holiday = Closed for { $name }; numbers from { $at }
offers-day-off = Closed today; numbers from { $at }
offers-early = Numbers from { $at }
offers-break = Lunch break; numbers again from { $at }
offers-over = No more numbers today; again { $at }
offers-unplanned = No window for this today
offers-unplanned-until = No window for this today; again { $day }
offers-appointment = By appointment only
offers-stopped = No more numbers today: { $words }
offers-gone = No numbers left today
offers-gone-until = No numbers left for now; again from { $at }
offers-later = Windows open at { $at }; take a number now
offers-unstaffed = No staff yet; take a number
offers-need-unmet = No window can offer that today: you are called in the ordinary order. Please tell the guide desk; staff will help.
offers-doubtful = May last past closing at { $at }: your turn is not certain today
offers-unlikely = Your turn is not expected before closing at { $at }
offers-wait-resumes = Calling goes on at { $at }
offers-wait-later = Windows open at { $at }; numbers are called then
offers-wait-unstaffed = Nobody at a window yet; calling starts as soon as staff sign on
offers-wait-over = The hall has closed for today; please ask at the guide desk about this number

## outcomes: Visitors, said by the server: how a service ended.

outcomes-done = Done on the spot
outcomes-accepted = Accepted with a promised date
outcomes-supplement = Supplement needed
outcomes-refused = Refused with reason
outcomes-forwarded = Forwarded
outcomes-consulted = Consulted
outcomes-handed_over = Result handed over
outcomes-left = Left

## case-states: Visitors, said by the server: where a case is.

case-states-accepted = In progress
case-states-supplement = Papers to be brought
case-states-ready = Ready to collect
case-states-handed_over = Handed over
case-states-withdrawn = Taken back

## overtaken: Visitors, said by the server: why somebody was called first, counted up.

overtaken-earlier = took their number before you
overtaken-statutory = statutory priority
overtaken-due = due earlier by appointment or policy
overtaken-other_matter = called by a window that does not serve your matter
overtaken-turn = an ordinary number's turn after several priority calls
overtaken-sent = sent on to that window by a colleague
overtaken-selected = selected by the window; the reason is on record for supervision
overtaken-unable = called by a window that cannot offer what you need

## overtaken-by: Visitors, said by the server: the same with its minutes.

overtaken-by-earlier = took the number { $minutes } min before you
overtaken-by-due = due { $minutes } min earlier by appointment or policy

## standing: Visitors, said by the server: how a number stands, above the reasons.

standing-nobody = { $number } is waiting, { $ahead } ahead. Nobody is at a window for it yet; calling starts when staff sign on.
standing-waiting = { $number } is waiting: { $ahead } ahead; windows that serve it: { $windows }. Since it was taken, { $before } of this line came first; the reasons are below.
standing-waiting-first = { $number } is waiting: { $ahead } ahead; windows that serve it: { $windows }.
standing-held = { $number } is held: { $why }.
standing-at = { $number }: { $state } at window { $window }. While it waited, { $before } of this line came first; the reasons are below.
standing-at-first = { $number }: { $state } at window { $window }.
standing-else = { $number }: { $state }. While it waited, { $before } of this line came first; the reasons are below.
standing-else-first = { $number }: { $state }.

## story: Visitors, said by the server: what happened to a number, line by line.

story-issued = Number taken, in the line “{ $line }”{ $class }
story-placed = “{ $matter }” placed in the line “{ $line }”
story-raised = The guide desk saw evidence and raised the class{ $class }: the place moved by that class’s credit
story-unraised = The raise was taken back within the minute: the old place again
story-held = “{ $matter }” held: { $why }
story-released = “{ $matter }” can be called again, in its old place
story-called-back = Called to window { $window }, back from a break
story-called-selected = Called to window { $window } (selected by the window; the reason is on record)
story-called-statutory = Called to window { $window }: statutory priority
story-called-statutory-ahead = Called to window { $window }: statutory priority, ahead of { $others }
story-called-turn = Called to window { $window }: after several priority calls in a row it was an ordinary number's turn
story-called-first = Called to window { $window }: first in line
story-called-first-ahead = Called to window { $window }: first in line, ahead of { $others }
story-recalled = Called again to window { $window }
story-started = Service began at window { $window }
story-finished = Finished at window { $window }: { $outcome }
story-missed = Did not come to window { $window } when called
story-returned = Back in line after a missed call
story-parked = Put on hold at window { $window }
story-transferred = Transferred from window { $window }
story-cancelled = Cancelled
story-expired = The business day ended; the number is no longer valid
story-closed = The hall was closed for the day ({ $reason }); the number is no longer valid
story-voided = Void after a missed call
story-reopened = Taken back within the minute
story-booked = Checked in by appointment
story-code = A code for coming back was given
story-slip-printed = The slip was printed
story-slip-sent = The slip was sent to the printer
story-slip-unconfirmed = The printer did not confirm; the number is valid
story-slip-expired = The slip could not be printed; the number is valid
story-slip-failed = Printing failed; the number is valid
story-slip-queued = A copy of the slip was asked for

## event-kinds: Staff, said by the server: what happened, where no fact of it is told.

event-kinds-account_bound = An account signs in by a directory from now on
event-kinds-account_moved = An account got another role or department
event-kinds-account_opened = An account was opened
event-kinds-account_shut = An account was shut
event-kinds-account_signed_off = An account signed out
event-kinds-account_signed_on = An account signed in
event-kinds-alarm_acknowledged = Somebody takes care of an alarm of the hall
event-kinds-alarm_cleared = An alarm of the hall is over
event-kinds-alarm_raised = An alarm of the hall
event-kinds-appointment_booked = An appointment was booked
event-kinds-appointment_cancelled = An appointment was cancelled
event-kinds-appointment_changed = An appointment was changed
event-kinds-appointment_lapsed = Nobody came for an appointment
event-kinds-call_shown = A screen showed the call
event-kinds-call_spoken = A loudspeaker spoke the call
event-kinds-case_kept = The handing over was taken back within the minute
event-kinds-case_undecided = The decision was taken back within the minute
event-kinds-case_withdrawn = The acceptance was taken back within the minute
event-kinds-clock_accepted = The machine's time was accepted
event-kinds-clock_stepped = The machine's clock stepped
event-kinds-day_closed = The day was sealed
event-kinds-day_closing = The day is closing; numbers that were left end with it
event-kinds-day_opened = The day was opened
event-kinds-device_paired = A device was paired
event-kinds-device_reloaded = A device was told to load its page anew
event-kinds-device_renamed = A device was renamed
event-kinds-emergency_answered = Somebody goes to an emergency
event-kinds-emergency_raised = An emergency was raised
event-kinds-emergency_reset = An emergency is over
event-kinds-hall_damaged = The database file is damaged
event-kinds-hall_founded = The hall was founded
event-kinds-hall_planned = The catalogue or the hall's settings were changed
event-kinds-hall_started = The server was started
event-kinds-help_answered = A call for help was answered
event-kinds-help_asked = Somebody called for help at a kiosk
event-kinds-kiosk_opened = A stopped kiosk gives numbers again
event-kinds-kiosk_stopped = A kiosk was stopped
event-kinds-leave_noted = Leave was noted
event-kinds-leave_withdrawn = A leave was withdrawn
event-kinds-letter_imported = A letter was imported with a plan
event-kinds-letter_issued = A letter was entered in the register
event-kinds-letter_reminded = A letter ends soon
event-kinds-letter_scanned = A letter's scan was attached
event-kinds-letter_withdrawn = A letter was withdrawn
event-kinds-line_opened = A stopped line gives numbers again
event-kinds-line_stopped = A line gives no further numbers today
event-kinds-link_issued = A one-time link was made
event-kinds-link_used = A one-time link was used
event-kinds-message_seen = A short message has arrived
event-kinds-message_sent = A short message was sent
event-kinds-notice_posted = A notice was posted
event-kinds-notice_withdrawn = A notice was withdrawn
event-kinds-numbers_leapt = Numbers that may exist on paper were skipped
event-kinds-park_over = The time of the interruption is over
event-kinds-phone_bound = A visitor left a telephone number to be told
event-kinds-phone_forgotten = Telephone numbers of visitors were destroyed
event-kinds-pin_set = A PIN or a password was set
event-kinds-printer_changed = A printer was added or changed
event-kinds-printer_looked_at = A person checked a printer
event-kinds-printer_muted = A printer gets no more slips until somebody checks it
event-kinds-printer_paper_changed = A printer got a new roll
event-kinds-printer_paper_low = A printer has little paper left
event-kinds-printer_state = A printer changed its state
event-kinds-project_closed = A project may no longer use the green channel
event-kinds-project_opened = A project may use the green channel
event-kinds-records_rebuilt = The record of services was rebuilt from the log
event-kinds-rectification_appealed = The department appealed against the rating
event-kinds-replacement_asked = A department asked to replace somebody
event-kinds-replacement_consented = The hall consented to a replacement
event-kinds-replacement_refused = The hall refused a replacement
event-kinds-rules_published = New rules are in force
event-kinds-scheme_published = A new scheme of deductions was published
event-kinds-second_factor_removed = An account has no second factor any more
event-kinds-second_factor_set = An account has a second factor
event-kinds-secondment_begun = A secondment began
event-kinds-secondment_declined = A nomination was declined
event-kinds-secondment_ended = A secondment ended
event-kinds-secondment_imported = A secondment was imported with a plan
event-kinds-secondment_nominated = A department nominated somebody
event-kinds-secondment_reminded = A secondment ends soon
event-kinds-secondment_signed = A secondment was signed
event-kinds-slip_logo_changed = The logo on slips was changed
event-kinds-slip_moved = The slip was moved to another printer
event-kinds-slip_templated = The form of a slip was changed
event-kinds-staffer_added = A person was added
event-kinds-token_issued = A device was let in
event-kinds-token_revoked = A device was shut out

## outgoing-kinds: Staff, said by the server: what a message that leaves the hall is, beside the kinds of events.

outgoing-kinds-notice_soon = Tells a visitor that the call is near
outgoing-kinds-notice_called = Tells a visitor of the call
outgoing-kinds-test = A test message

## texting: Visitors, said by the server: what a telephone is told. One short message: 70 characters of Chinese, 160 letters.

texting-soon = { $hall }: { $ahead } before number { $number }. Please come back to the waiting area.
texting-next = { $hall }: number { $number } is next. Please wait in the waiting area.
texting-called = { $hall }: number { $number }, please go to window { $window }.
texting-test = { $hall }: this is a test message.

## event-said: Staff, said by the server: what happened, for supervision.

event-said-absence = Window { $window } was idle for { $minutes } minutes while people waited
event-said-absence-waiting = Window { $window } was idle for { $minutes } minutes while { $n } waited
event-said-case-opened = Case { $case } was accepted, due { $due }
event-said-case-part-ready = Case { $case }: { $department } decided its part
event-said-case-ready = Case { $case } was decided; the result can be collected
event-said-case-extended = Case { $case } was extended from { $was } to { $due }
event-said-case-recounted = The calendar changed: case { $case } is due { $due } instead of { $was }
event-said-case-supplemented = Case { $case }: the visitor was told once which papers are missing ({ $n })
event-said-case-resumed = Case { $case } goes on: the papers were brought
event-said-case-due-soon = Case { $case } is due soon: { $due }
event-said-case-overdue = Case { $case } is past its due day { $due }
event-said-case-handed-over = The result of case { $case } was handed over at window { $window }
event-said-case-sent-out = The result of case { $case } was sent to the visitor
event-said-rating = The visitor rated the service { $level } of 5
event-said-window-opened = Window { $window }: { $who } signed on
event-said-window-opened-late = Window { $window }: { $who } signed on, { $minutes } min late
event-said-window-closed = Window { $window } was signed off
event-said-window-left-open = Window { $window } was left open at the end of the day and signed off by the system
event-said-window-paused = Window { $window } paused
event-said-window-resumed = Window { $window } calls again
event-said-window-working = Window { $window } began work without a visitor
event-said-window-worked = Window { $window } ended work without a visitor after { $minutes } min
event-said-window-planned = What window { $window } serves was changed
event-said-registered-often = Window { $window } only accepted too often that day: { $registered } of { $decidable } that could be decided on the spot
event-said-rectification-opened = A bad rating must be put right by { $due }
event-said-rectification-overdue = A bad rating was not put right by { $due }
event-said-rectification-done = The department reported what it put right
event-said-rectification-called-back = The hall called the visitor back
event-said-rectification-upheld = The appeal against the rating was upheld: it does not count
event-said-rectification-stands = The appeal against the rating was not upheld: it stands
event-said-concern-raised = Reported that something could not be done: { $concern }; to be answered by { $due }
event-said-concern-true = A report of “could not be done” was answered: found true
event-said-concern-false = A report of “could not be done” was answered: found not true
event-said-contest-opened = The department contests “{ $finding }”
event-said-contest-upheld = The contest of “{ $finding }” was upheld: it does not count
event-said-contest-stands = The contest of “{ $finding }” was not upheld: it counts
event-said-report-read = Supervision read something
event-said-verified = The log was verified: all is as it was written
event-said-broken = The log was verified: it does not hold
event-said-device-paired = Device { $name } was paired
event-said-device-renamed = Device { $was } is called { $name } from now on
event-said-device-silent = Not heard for { $minutes } min
event-said-device-back = The device is well again
event-said-device-parts = { $n } of the devices behind it did not answer
event-said-device-hasty = More numbers in a minute than people can take
event-said-kiosk-stopped = Kiosk { $kiosk } was stopped with “{ $words }”
event-said-signed-on = Account { $account } signed in: { $means }
event-said-refused = A sign-on was refused: { $means }, { $reason }
event-said-refused-known = A sign-on to { $account } was refused: { $means }, { $reason }
event-said-refused-more = { $told } ({ $n } more times since)

## sign-on-means: Staff, said by the server: how somebody signs on.

sign-on-means-password = account and password
sign-on-means-pin = staffer and PIN at a window
sign-on-means-link = one-time link
sign-on-means-oidc = the sign-in service
sign-on-means-ldap = the directory

## sign-on-reasons: Staff, said by the server: why a sign-on was refused.

sign-on-reasons-wrong_pin = wrong password
sign-on-reasons-password = wrong password
sign-on-reasons-wrong_second_factor = wrong second factor
sign-on-reasons-second_factor_lost = the second factor is void
sign-on-reasons-too_many = too many tries, locked for a while
sign-on-reasons-link_unknown = no such link
sign-on-reasons-link_spent = the link was used before
sign-on-reasons-link_expired = the link is too old
sign-on-reasons-link_void = the link is void
sign-on-reasons-needs_tls = not over an encrypted line
sign-on-reasons-account_is_shut = the account is shut
sign-on-reasons-name_taken = the name is another account’s
sign-on-reasons-no_role_granted = no role is granted
sign-on-reasons-directory_away = the directory did not answer
sign-on-reasons-sign_on_lapsed = the sign-on was over
sign-on-reasons-declined = the service said no
sign-on-reasons-other = the proof did not hold

## actors: Staff, said by the server: who did it.

actors-clock = The system, by the clock
actors-kiosk = Kiosk
actors-display = Screen
actors-window = Window
actors-rating = Rating device
actors-printer = Print service
actors-platform = Booking platform
actors-guide = Guide desk
actors-manager = Office
actors-department = Department
actors-supervision = Supervision
actors-technician = Technician
actors-follower = The visitor
actors-local = At the server itself
actors-anybody = nobody signed on

## actor-names: Staff, said by the server: who of these.

actor-names-window-no = Window { $n }
actor-names-one = { $role } { $n }
actor-names-named = { $role } ({ $name })

## found-columns: Staff, said by the server: the columns of a file of findings.

found-columns-day = Day
found-columns-time = Time
found-columns-kind = Finding
found-columns-department = Department
found-columns-window = Window
found-columns-person = Person
found-columns-matter = Matter
found-columns-number = Number
found-columns-minutes = Length (min)
found-columns-waited = People waiting
found-columns-off = Off
found-columns-detail = Detail
found-columns-lifted = Not counted because
found-columns-contest = Contest
found-columns-event = Event

## readings: Staff, said by the server: what supervision has read.

readings-desk = The desk's first page
readings-findings = Findings
readings-findings_file = Findings, as a file
readings-rates = What the letters allow, and what was decided
readings-services = A window's decisions
readings-story = A number's whole story
readings-event = One event of the log
readings-concerns = Reports of “could not be done”
readings-contests = Contests
readings-ratings = Bad ratings
readings-scores = Scores
readings-sittings = Who sat where
readings-proofs = Proofs and seals
readings-readings = My readings
readings-cases = Cases
readings-reports = Reports
readings-people = Seconded people
readings-letters_read = Letters
readings-numbers = Numbers of a day

## letters: Visitors: what a window may decide, posted on panel, kiosk and phone.

letters-letter = Authorization letter
letters-document = No.
letters-validity = Valid
letters-from-to = { $from } to { $to }
letters-until = until { $to }
letters-decides =
    { $n ->
        [one] decides { $n } matter on the spot
       *[other] decides { $n } matters on the spot
    }
letters-accepts = accepts { $n }
letters-may-decide = decided at the window
letters-may-accept = accepted only
letters-by = With
letters-none = under the window’s own mandate

## public: Visitors: the page with the public figures.

public-title = Public information
public-open = Open: numbers are given
public-closed = Closed: no numbers now
public-today = Today
public-month = The 30 days before
public-service = How it goes
public-served = Served
public-people = { $n }
public-wait = Mean wait
public-half = Half waited up to
public-most = Nine in ten waited up to
public-within = Called within { $n } min
public-told = Called within the time told
public-told-of = { $kept } of { $told }
public-length = Mean service
public-satisfied = Satisfied
public-satisfied-of = { $n } % of { $rated }
public-none = none yet
public-minutes = { $n } min
public-queue = Order of the queues
public-queue-how = By due time; statutory priority as the law says. Numbers only.
public-waiting = { $n } waiting
public-at = window { $n }
public-more = … and { $n } more
public-queue-none = Nobody is waiting now.
public-matters = Matters
public-find = Find a matter
public-sum = { $n } matters of { $departments } departments; { $outside } are not handled in the hall.
public-found = { $n } found
public-kind = Kind
public-on-the-spot = on the spot
public-promised = with a promised day
public-fee = Fee
public-limit = Promised
public-legal = By law
public-days = { $n } working days
public-spot = on the spot
public-materials = Bring with you
public-guide = Guide
public-outside = Not handled in the hall
public-outside-how = These are not handled in the hall, for the reasons given.
public-letters = Authorization letters
public-letters-how = Windows act under these letters: who decides, and who only accepts.
public-decide = Decides { $n }
public-accept = Accepts { $n }
public-scan = See the paper
public-scan-of = See the paper: { $document }
public-chief = Chief representative
public-staff = Staff
public-jump = On this page
public-as-of = as of { $at }

## book: Visitors: booking a time, moving it, giving it up.

book-title = Book a time
book-how = Choose a service and a time; type the booking code at a ticket machine when you come.
book-matter = Choose a service
book-find = Find a service
book-found = { $n } found
book-other = Another service
book-day = Day
book-time = Time
book-free = { $n } free
book-full = Full
book-no-slots = No time is left in the next days; try again later, or come and take a number.
book-not-bookable = This service takes no bookings; come during opening hours and take a number.
book-nowhere = This hall takes no bookings online; come during opening hours and take a number.
book-held = Held for you: please confirm within { $left }
book-over = It is no longer held for you; please choose again.
book-confirm = Book this time
book-again = Choose another time
book-code = Booking code
book-come = Come in time and type the code at a ticket machine; it prints your number.
book-bring = Please bring
book-keep = Take a screenshot or bookmark this page: with it you can change or cancel.
book-until = You can change or cancel it until { $at }.
book-move = Change the time
book-move-sure = Change to { $at }?
book-stay = Keep the time
book-cancel = Cancel the booking
book-cancel-sure = Really cancel this booking?
book-keep-it = Keep it
book-another = Book another time
book-unknown = There is no such booking, or the link is incomplete.
book-link = Book a time

## booking-states: Visitors: what became of a booking.

booking-states-booked = Booked
booking-states-kept = Number taken
booking-states-cancelled = Cancelled
booking-states-lapsed = Missed: the day is over

## cases: Visitors and staff: cases that are decided later; on the phone, at the console, in the office.

cases-title = Cases
cases-sum = { $n } in hand. Overdue: { $over }; due within two working days: { $soon }; papers to be brought: { $papers }; ready to collect: { $ready }.
cases-show = Show
cases-find = Case or ticket number
cases-department = Department
cases-all = All
cases-nothing = No such cases.
cases-case = Case
cases-state = State
cases-days = Due
cases-accepted = Accepted
cases-actions = Actions
cases-overdue = overdue, working days: { $n }
cases-today = due today
cases-soon = due soon, working days left: { $n }
cases-left = working days left: { $n }
cases-stands = no days count meanwhile
cases-first = first promised { $day }
cases-put-off = put off to { $day }: { $reason }
cases-away = working days with the visitor, not counted: { $n }
cases-asked = asked for on { $day }: { $list }
cases-brought = brought on { $day }
cases-ready-on = ready on { $day }
cases-refused-why = refused: { $reason }
cases-handed = handed over on { $day } at window { $n }
cases-sent = { $day } { $way } · { $reference }
cases-kept = in time
cases-late = late
cases-joint = Joint
cases-part-done = { $who }: done
cases-part-open = { $who }: in progress
cases-at = window { $n }
cases-of = { $act }: { $number }
cases-ready = Mark ready
cases-ready-how = Your department is done. When all are, the promise is kept and the visitor can collect the result.
cases-result = Result
cases-granted = Granted
cases-refused = Refused
cases-why = Reason (needed for a refusal)
cases-extend = Put off
cases-extend-how = The first promise stays on show. By law until { $day } at the latest. The reason is told to the visitor.
cases-until = Until
cases-reason = Reason
cases-supplement = Ask for papers
cases-supplement-how = Only once, so name everything. No days count until the visitor brings it with the code.
cases-list = What is missing, one a line
cases-send-out = Send out
cases-send-how = For a visitor who does not come: say how it goes and under which number; the case is handed over.
cases-way = Way
cases-reference = Number of parcel, locker or licence
cases-save = Confirm
cases-done = Recorded.
cases-opened = Case
cases-promised-by = Promised by
cases-code = Return code
cases-tell-visitor = Tell the visitor the number, the day and the code.
cases-comes-for = Case { $number }
cases-case-optional = Case number (not needed with a code)
cases-taken = Accepted
cases-yours = Your case
cases-collect-now = Ready. At the kiosk choose “Collect” and type the code.
cases-bring = Please bring the following, with the code:
cases-reserved = This day may move: the holidays of that year are not announced yet.
cases-recounted = Counted anew since holidays were announced; { $day } was told at first.
cases-later = Put off; first promised by { $day }. Reason: { $reason }
cases-gone = Handed over on { $day }.

## case-views: Staff: which cases the office lists.

case-views-all = All in hand
case-views-overdue = Overdue
case-views-accepted = In progress
case-views-supplement = Papers to be brought
case-views-ready = Ready to collect
case-views-handed_over = Handed over

## promises: Staff: promises kept, in the office.

promises-title = Promises kept
promises-sum = { $n } came due or were decided; { $kept } in time ({ $share } %), { $first } by the first promise; { $never } late and still open.
promises-none = No case came due in these days.
promises-count = Cases
promises-kept = Decided in time
promises-first = By first promise
promises-collected = Collected
promises-extended = Put off
promises-never = Late, still open

## told: Staff: whether the waits that were told were kept.

told-title = Said and done: the waits we told
told-sum = { $n } people were told; { $kept } were called within it ({ $share } %). { $left } more do not count: booked, still waiting, or gone before.
told-none = Nothing that was told can be checked in these days.
told-count = People told
told-kept = Called in time
told-late = Later than told
told-never = Never called
told-foretold = Told by forecast
told-short = too short: too many wait longer
told-wide = too wide: less could be told

## guide: Staff: the guide desk.

guide-title = Guide desk
guide-issue = Give a number
guide-ticket = Find a ticket
guide-concern = Could not be done
guide-rings = { $place } asks for help
guide-since = waiting { $n }
guide-going = On my way
guide-matter = Service
guide-search = Find a service (name or first letters)
guide-pick = Choose a service first.
guide-materials = Papers to bring: { $n }
guide-class = Class
guide-evidence = Kind of evidence (the kind only, never its number)
guide-give = Give the number
guide-ahead-of = { $n } ahead
guide-printed = The slip is printed by { $printer }
guide-number = Today's number, like A001
guide-find = Find
guide-type-number = Type a number to put it back in line, print it again or cancel it.
guide-reprint = Print again
guide-reprinted = Printing again.
guide-voided = In this line a missed number is void; please give a new one.
guide-what = What happened?
guide-number-optional = Number (optional)
guide-matter-optional = Service (optional)
guide-own-words = The visitor's own words (optional)
guide-contact = How to reach them (optional)
guide-raise = Take it down
guide-raised = Taken down; an answer is due by { $day }.
guide-open-concerns = { $n } waiting for an answer
guide-due = due { $day }
guide-list = Lists
guide-listed = { $n } of { $of }
guide-priority = priority
guide-of-several = one of { $n } matters
guide-another = Another matter
guide-chosen = Chosen for one number: { $n }
guide-drop = Without { $matter }
guide-in-order = In this order: each after the one before
guide-wrong = Wrong one: cancel it
guide-cancelled = { $number } is cancelled.
guide-code = Code of a booking, a supplement or a result; or the case’s number
guide-check-in = Check in
guide-direct = Walk straight to a free window
guide-direct-none = No free window could take this visitor now.
guide-direct-waiting = { $n } waiting
guide-direct-why = Reason (logged; supervision sees it where people wait)
guide-direct-now = Give the number and call it there
guide-raise-class = Raise the class
guide-raise-how = The place moves by that class’s credit, and no further.
guide-raise-now = Raise
guide-raised-to = { $number } has the higher class.
guide-undo-raise = Take the raise back (within { $n } s)
guide-unraised = { $number } has its old class and place again.

## number-lists: Staff: the lists of today's numbers at the guide desk.

number-lists-waiting = Waiting
number-lists-missed = Missed
number-lists-priority = Priority
number-lists-called = Called, served
number-lists-parked = Parked

## further: Staff: a further matter on a number that is out, and one that was a mistake.

further-stops = On this number
further-matter = Matter, by name
further-after = After which one
further-any-order = In any order
further-drop = Leave out
further-none = No such matter

## classes: Staff: the classes of tickets at the guide desk.

classes-ordinary = Ordinary
classes-statutory = Statutory priority
classes-elderly = Senior

## evidence: Staff: what shows that somebody has priority. The Chinese goes into the record.

evidence-disability-card = Disability card
evidence-military-id = Military ID
evidence-veterans-card = Veteran's card
evidence-firefighters-card = Firefighter's card
evidence-pregnancy = Pregnancy
evidence-id-card-age = ID card (age)

## console: Staff: the console at a window.

console-title = Window console
console-pick-window = Which window is this?
console-sign-on = Sign on
console-sign-off = Sign off
console-staffer = Staff code
console-pin = PIN
console-covers = Covering for (staff code, optional)
console-set-pin = Set your PIN
console-set-pin-how = First time here: choose a PIN of at least 6 characters.
console-pin-again = Again
console-pins-differ = The two do not match.
console-next = Call next
console-recall = Recall
console-start = Start
console-finish = Finish
console-miss = Missed
console-park = Park
console-bring-back = Bring back
console-transfer = Transfer
console-pause = Pause
console-resume = Resume
console-closed = Closed
console-open = Free
console-paused = Paused
console-called = Called
console-serving = Serving
console-start-or-miss = Start or miss first.
console-resume-first = Paused; resume first (B).
console-nobody = Nobody is waiting.
console-ready = Press Space to call the next visitor
console-waited = Waited
console-since-call = Since the call
console-service-time = Service time
console-norm = norm { $n } min
console-over = { $time } over
console-shown = Shown on screens
console-shown-spoken = Shown and spoken
console-walked = Walked
console-note = Note (optional)
console-not-shown = No screen has shown this call yet
console-not-spoken = Not spoken yet: recall, or call out
console-recalls = Recalled { $n }×
console-priority = Statutory priority
console-accept-only = Letter: accept only
console-english = English
console-queue = Waiting for this window
console-parked = Parked
console-parked-none = None
console-own = My day
console-served = Served
console-mean = Mean
console-p90 = 90 % within
console-outcome = Outcome
console-promised-until = Promised date (optional)
console-reason = Reason
console-fee = Charged (yuan); leave empty for the standard: { $standard }
console-fee-reason = Why it differs (listed for supervision)
console-only-accepted = The letter lets you decide this on the spot: say why it is only accepted; it counts as registration-only.
console-to-where = Transfer to
console-line = Line
console-window = Window
console-position = Place
console-keep = Keep the place
console-last = At the end
console-comment = Comment (optional)
console-park-why = Why park?
console-park-for = Remind after minutes (optional)
console-pause-why = Why pause? (shown on the panel)
console-letter = Letter
console-chief = Chief representative
console-staff = Staff
console-covers-whom = covering { $who }
console-space = Space
console-enter = Enter
console-undo = Undo
console-undo-miss = Undo the miss: { $number } is called again
console-undo-finish = Undo the end ({ $outcome }): { $number } goes on
console-undo-both = Undo the end ({ $outcome }): { $number } goes on, { $back } waits again
console-undo-sign-off = Undo the sign-off
console-undo-left = within { $n } s
console-sign-off-sure = { $n } still waiting. Sign off?
console-waiting-now = { $n } waiting: Space calls the next
console-waiting-list = Who waits
console-waiting-none = Nobody is waiting
console-waiting-more = The first { $n } of { $of }
console-find-number = Number
console-select-how = A call out of turn needs a reason; supervision sees it.
console-select = Call { $number }
console-waited-for = waits { $time }
console-sent-here = sent by a colleague
console-parked-anywhere = Interrupted anywhere
console-parked-at = window { $window }
console-park-over = time is up
console-person = Person
console-first = First in line (needs the right to select; supervision sees it)
console-come-back = Comes back here afterwards
console-here-waiting = { $n } waiting
console-matter-materials = Papers
console-matter-none = None
console-matter-fee = Fee
console-other-stops = Also on this number
console-after = after “{ $matter }”
console-missing = What is missing (told once)
console-own-lines = Anything else, a line each (optional)
console-asked = Told to bring
console-way-back = Code for the way back
console-tell-list = Tell the visitor the list and the code; with it they come back with priority.
console-good-until = Code good until
console-printed-at = the list is printed at { $printer }
console-brought = Was told to bring
console-add = Add a matter
console-quantity = Pieces handled
console-served-pieces = { $n } pieces
console-work = Back office
console-end-work = End the work
console-working = Back-office work
console-work-first = Back-office work is going on; end it first (O).
console-work-what = Which work? (Nobody is called meanwhile.)
console-work-matter = Matter (optional)
console-work-time = Working for
console-usual = { $outcome }, next
console-otherwise = Other end

## pause-reasons: Staff: why a window pauses; the panel shows it, and both languages go into the record: 60 characters together at most.

pause-reasons-short-break = Short break
pause-reasons-lunch = Lunch
pause-reasons-meeting = Meeting
pause-reasons-paperwork = Paperwork
pause-reasons-equipment-fault = Equipment fault

## quick: Staff: sentences between office, guide desk and windows, sent by one key.
quick-go_on = All right, at once
quick-come = Please come to the window
quick-paper = Out of paper, please bring some
quick-device = A device is broken, please come and look
quick-queue = Many are waiting, please open another window
quick-break = Please relieve me for a short break
quick-explain = Please explain the queue to the visitors
quick-busy = Serving a visitor; I answer later

## emergency: Staff: an emergency at a window or the guide desk.
emergency-raise = Emergency
emergency-again = Press again to call for help
emergency-at-window = Emergency at window { $window }
emergency-at-place = Emergency at { $place }
emergency-since = since { $at }, { $time }
emergency-going = { $who } is on the way
emergency-i-go = I go
emergency-who = Who goes (name or staff code)
emergency-what = What it was, in a word
emergency-reset = Reset
emergency-sent = The call is out: it rings at the guide desk, in the office and at the windows nearby.

## messages: Staff: short messages between office, guide desk and windows.
messages-title = Messages
messages-unread = Messages { $n }
messages-office = Office
messages-guide = Guide desk
messages-window = Window { $n }
messages-to = To
messages-words = One line (kept for today, not public)
messages-quick = Quick sentences
messages-send = Send
messages-sent = Sent
messages-delivered = Delivered
messages-read = Read
messages-none = No messages today.
messages-from-to = { $from } → { $to }
messages-mark-read = Got it

## needs: Visitors and staff: what a visitor needs of a window.
needs-title = Needed at the window (only windows that have it call)

## park-reasons: Staff: why a ticket is parked; both languages go into the record: 60 characters together at most.

park-reasons-fetching-papers = Fetching papers
park-reasons-copies-or-photo = Copies or photo
park-reasons-paying = Paying
park-reasons-waiting-for-a-check = Waiting for a check

## office: Staff: the manager’s office.

office-unheard = Calls not shown or not spoken in time: { $n }
office-neither = neither shown nor spoken
office-not-shown = not shown
office-not-spoken = not spoken
office-title = Hall office
office-login = Sign in
office-logout = Sign out
office-account = Account
office-password = Password
office-new-password = New password (at least 10 characters)
office-set-password = Change the password
office-old-password = Old password
office-password-again = New password again
office-passwords-differ = The two new passwords differ.
office-wrong-old = The old password is not right.
office-password-set = The new password is set; the account is signed out on all other devices.
office-out-everywhere = Sign out everywhere
office-out-everywhere-how = If somebody else may be using this account, or you signed in on another computer:
office-wrong-login = Account and password do not match.
office-today = Today
office-waiting-now = Waiting now
office-windows-open = Windows open
office-at-window = Being served
office-paused-windows = Paused
office-working-windows = Back-office work
office-lines = Waiting by line
office-lines-none = Nobody is waiting now.
office-line = Line
office-waiting = Waiting
office-range = Expected
office-windows = Windows
office-from = From
office-to = To
office-by = Group by
office-pieces = Pieces
office-spread = Spread
office-spread-of = median { $p50 }, 90 % within { $p90 }, longest { $max }
office-total = Total
office-today-only = Today
office-last-days =
    { $n ->
        [one] Last day
       *[other] Last { $n } days
    }
office-part-now = Now
office-part-waits = Waits
office-part-services = Services
office-part-cases = Cases
office-part-promises = Promises
office-part-told = Said and done
office-part-people = People
office-part-posts = At post
office-part-scores = Scores
office-part-ratings = Bad ratings
office-part-letters = Letters
office-part-projects = Green channel
office-part-catalogue = Catalogue
office-part-printers = Printers and slips
office-part-devices = Devices
office-part-notices = Notices
office-part-rules = Rules and alarms
office-as-table = As a table

## account: Staff: one’s own account: its password and its second factor.

account-title = Your account
account-factor = Second factor
account-factor-none = None. With one, signing in also asks for six digits from your phone, so that a stolen password is not enough.
account-factor-on = Set: signing in also asks for six digits from your phone.
account-factor-add = Set up
account-factor-remove = Remove
account-factor-how = First install an authenticator app on your phone (any that knows TOTP; it needs no network).
account-factor-show = Show the code to scan
account-factor-scan = Scan this code with the authenticator app, then enter the six digits that it shows.
account-factor-picture = QR code for an authenticator app
account-factor-type = Or type this key:
account-factor-code = Six digits from your phone
account-factor-set = Set. This account’s other pages are signed out. If you lose the phone, ask the manager for a one-time link.
account-factor-removed = Removed: the password is enough again.
account-elsewhere = This account signs in by a directory; change its password there.
account-sign-in-code = Six digits from your phone’s authenticator app
account-owed = One thing first
account-owed-first = This account has no password yet, and a link works only once: set one now.
account-owed-password = This hall’s rule asks for a new password from time to time, and it is time; it cannot be the old one again.
account-owed-factor = This hall’s rule asks for a second factor from accounts of your role.

## accounts: Staff: who may come in, and as what; and how one comes in.

accounts-title = Staff accounts
accounts-how = Who may sign in to the staff pages. A new account comes in by a one-time link and then sets its password; a shut one is signed out at once, and what it did stays in the log.
accounts-name = Account
accounts-role = Role
accounts-department = Department
accounts-acts = What can be done
accounts-no-department = (none)
accounts-state = State
accounts-last = Last signed in
accounts-add = New account
accounts-add-how = A name without spaces; a department's account sees its own department only.
accounts-link = One-time link
accounts-link-title = One-time link for { $name }
accounts-link-how = Hand it over in person or in a safe way; it works once, until { $until }. It is not shown again.
accounts-copy = Copy
accounts-copied = Copied
accounts-move = Change role
accounts-shut = Shut
accounts-shut-title = Shut the account { $name }
accounts-open-again = Open again
accounts-reason = Reason
accounts-is-shut = Shut ({ $at })
accounts-factor = second factor
accounts-no-password = No password yet
accounts-link-open = Link good until { $at }
accounts-pages = Signed in on { $n } page(s)
accounts-out = Not signed in
accounts-never = Never
accounts-not-ours = Kept by supervision or at the server
accounts-unset = The account { $name } has no password yet. A link works only once: set one now, and sign in with it next time.
accounts-set-now = Set password
accounts-idle = Signed out after { $minutes } min without use; please sign in again.
accounts-lost = You are no longer signed in; please sign in again.
accounts-wrong-link = This link does not work: it was used, is too old or was copied wrongly. Sign in with account and password, or ask for a new link.
accounts-provider = Sign in with { $name }
accounts-or = or with account and password
accounts-directory = Your directory’s account and password work here as well.
accounts-arriving = Signing in…
accounts-elsewhere = By a directory

## staff-roles: Staff: the roles of accounts.

staff-roles-manager = Manager
staff-roles-department = Department
staff-roles-supervision = Supervision
staff-roles-technician = Technician

## front: Anybody: the hall's front door, which leads to each page.

front-staff = Staff
front-staff-how = Sign in with account and password; the first time, open the one-time link that you were given.
front-enter = Go to { $page }
front-signed-on = Signed in as { $name }
front-devices = Devices
front-devices-how = Open the page in the device's own browser: it shows six digits, which a manager confirms under “Office · Devices”.
front-visitors = Visitors
front-window = Window

## now: Staff: the hall at a glance, the office's first page.

now-alarms = To do now
now-calm = The hall runs well; nothing to do now.
now-take = I take it
now-take-title = Who takes care of it
now-goes = Who (post)
now-minutes = Remind again after
now-for-minutes = { $n } min
now-taken = { $goes } is on it; again at { $at }
now-since = since { $at }
now-more = { $n } more
now-lend = Let window { $window } help
now-area = Area { $zone }
now-plan = Change window
now-answer = I go
now-test = Test slip
now-look = Look
now-windows = Windows
now-zone = { $zone }: { $open } of { $n } windows staffed
now-elsewhere = No area
now-lasts = { $n } min
now-long = { $h } h { $m } min
now-idle = visitors wait
now-nobody = nobody
now-longest = Longest
now-target = target { $n } min
now-over = over target
now-all-lines = All lines
now-plan-how = Until then, or for the rest of the day, it serves the chosen lines only; afterwards as planned.
now-lines-of = Lines that it serves
now-groups-stay = The groups of matters planned here stay as they are.
now-reason = Reason
now-until = Until (empty: the rest of the day)
now-until-said = until { $at }
now-close-window = Close the window
now-close-window-title = Close window { $window }
now-close-window-how = Whoever sits there is signed off. A window with a visitor cannot be closed.
now-stop-line = Stop numbers
now-open-line = Give numbers again
now-stop-line-title = { $line }: no more numbers today
now-stop-line-how = Those who wait are served, appointments and return codes are taken in. Kiosks, boards and the public page show these words; tomorrow numbers are given again.
now-stopped = No more numbers: { $words }
now-curve = Today's curve
now-curve-how = Numbers taken, served and waiting by quarter hour; dashed: the mean of the last { $n } same weekdays; pale bars: the forecast of the rest.
now-curve-how-short = Numbers taken, served and waiting by quarter hour; pale bars: the forecast of the rest.
now-curve-sum = So far { $arrived } taken, { $served } served, { $waiting } waiting
now-curve-usual = , usually { $usual } taken by now
now-curve-rest = ; about { $rest } more expected
now-curve-to-come = Nobody has taken a number today; about { $rest } are expected.
now-curve-none = Nobody has taken a number today.
now-arrived = Taken
now-served = Served
now-waiting-end = Waiting
now-usual = Usual
now-expected = Forecast
now-quarter = Time
now-sheet = Window { $window }
now-plan-today = Lines today
now-message = Message
now-message-words = Words
now-message-send = Send
now-message-sent = Sent; the window sees it among its messages.
now-record = Today's record
now-record-none = Nobody was called to this window today.
now-record-all = All { $n }
now-settings = Settings
now-close-day = Close the hall for today
now-close-day-how = The { $waiting } who wait lose their numbers and read why, { $open } windows are signed off, and the day's record is sealed. This cannot be taken back.
now-close-early = Close before the hours are over
now-day-closed = The hall is closed for today; its record is sealed.

## rules: Staff: the rules of the hall and the limits of its alarms.

rules-title = Rules and alarms
rules-version = Version { $n } in force
rules-first = No rules have been published; the usual ones hold.
rules-history = { $at }: version { $n } by { $who }
rules-whole-hall = The whole hall
rules-one-key = One key ends a service and calls the next
rules-lines = Lines
rules-line = Line
rules-cap = Priority in a row
rules-missed = After a missed call
rules-keep = keeps the place
rules-back = goes back
rules-void = is void
rules-places = places
rules-more-time = May put off (min)
rules-recalls = Recalls until missed
rules-slots = Share for bookings (%)
rules-alarms = Alarms
rules-kind = About
rules-on = On
rules-raise = Raised at
rules-clear = Over at
rules-usual = usual { $raise } / { $clear }
rules-try-them = Try on the last open days
rules-publish = Publish
rules-sure = Publishes { $n } changes as version { $version }, in force at once; each later call names it.
rules-nothing = Nothing changed
rules-published = Published

## rule-numbers: Staff: the numbers of the rules.

rule-numbers-tolerance_minutes = Appointment: minutes early or late
rule-numbers-grace_seconds = Walk between windows (s)
rule-numbers-reopen_seconds = An end can be taken back for (s)
rule-numbers-code_days = Return code valid (days)
rule-numbers-start_after_seconds = Starts by itself after the call is shown (s, 0: never)
rule-numbers-most_pieces = Most pieces in one service
rule-numbers-slot_minutes = Length of a slot (minutes; 0: no bookings by visitors)
rule-numbers-slot_days = Booked ahead at most (days, with today)
rule-numbers-slot_hold_minutes = Held while a visitor decides (minutes)
rule-numbers-slot_change_minutes = No change or cancelling this long before (minutes)

## alarm-kinds: Staff: what an alarm is about.

alarm-kinds-long_wait = Longest wait in a line
alarm-kinds-expected_wait = Wait told to a newcomer
alarm-kinds-crowded = People waiting for each window
alarm-kinds-idle = Window free while people wait
alarm-kinds-nobody = Planned line without anybody
alarm-kinds-absent = Planned windows without anybody
alarm-kinds-long_pause = Pause while people wait
alarm-kinds-no_shows = Called and did not come
alarm-kinds-unheard = Call not confirmed
alarm-kinds-printer = Printer that cannot print
alarm-kinds-paper_low = Roll used
alarm-kinds-screen_dark = Screen off line
alarm-kinds-device_silent = Kiosk, guide desk or agent off line
alarm-kinds-part_down = Sign, call pad or reader without an answer
alarm-kinds-hasty = Numbers given too fast
alarm-kinds-clock = Server clock away
alarm-kinds-promise_due = Promised cases due today
alarm-kinds-help = Call for help unanswered
alarm-kinds-disk = Disk space left
alarm-kinds-undelivered = Messages out not delivered
alarm-kinds-told_short = Told waits kept, too few
alarm-kinds-told_wide = Told waits kept, nearly all

## alarm-units: Staff: in what an alarm counts.

alarm-units-minutes = min
alarm-units-people = people
alarm-units-percent = %
alarm-units-calls = calls
alarm-units-printers = printers
alarm-units-devices = devices
alarm-units-seconds = s
alarm-units-cases = cases
alarm-units-MB = MB
alarm-units-receivers = receivers

## tickets: Staff: the numbers of any day.

tickets-title = Numbers
tickets-how = All numbers of a day; press one for its story.
tickets-day = Day
tickets-find = Number has
tickets-line = Line
tickets-state = State
tickets-any = any
tickets-number = Number
tickets-matter = Matter
tickets-arrived = Taken
tickets-called = Called
tickets-waited = Waited
tickets-ended = Over
tickets-window = Window
tickets-none = No such numbers.
tickets-moved-out = Numbers from before { $day } are in the history; supervision finds one by its number.
tickets-back = Back to the list

## number-states: Staff: what became of a number.

number-states-waiting = waits
number-states-held = held
number-states-called = called
number-states-serving = served now
number-states-parked = parked
number-states-missed = missed
number-states-finished = finished
number-states-cancelled = given up
number-states-expired = expired
number-states-void = void

## case-ways: Staff: how a result reaches a visitor who does not come for it.

case-ways-post = sent by post
case-ways-locker = put into a locker
case-ways-electronic = issued as an e-licence

## bookings: Staff: the bookings of a day.

bookings-title = Bookings
bookings-how = The bookings of a day: book one, cancel one, or take in a list (columns: matter, at, code).
bookings-day = Day
bookings-time = Time
bookings-code = Code
bookings-matter = Matter
bookings-state = State
bookings-number = Number
bookings-none = No bookings on this day.
bookings-cancel = Cancel
bookings-cancel-sure = Cancel the booking { $code }?
bookings-move = Move
bookings-move-title = Move the booking { $code }
bookings-moved = The booking { $code } has been moved.
bookings-slots = Slots taken
bookings-line = Line
bookings-slots-how = Taken / places; in red where there are more than places.
bookings-slots-free = { $n } lines without bookings
bookings-book = Book
bookings-at = Day and time
bookings-booked = Booked: { $code }
bookings-list = Take in a list (CSV or XLSX)
bookings-taken = The list is taken in: { $n } rows, { $changed } changed.
bookings-outside = Also outside the hours

## window-states: Staff: what a window does.

window-states-closed = Closed
window-states-open = Free
window-states-called = Calling
window-states-serving = Serving
window-states-paused = Paused
window-states-working = Back office

## staffing: Staff: who will come, how many windows that needs, and what a change would do.

staffing-title = Staffing
staffing-day = Day
staffing-expected = Expected visitors
staffing-none = Too little is known yet for a forecast.
staffing-rests = From the last { $n } working days.
staffing-error = Off by { $n } % lately.
staffing-sum = { $day }, { $line }: { $n } visitors expected, most at { $at }: { $most } (8 of 10 times { $low }–{ $high }).
staffing-needed = Windows needed and planned
staffing-needed-how = Each cell: needed / planned, so that { $share } % are called within { $within } min; red is short.
staffing-short = short
staffing-what-if = What if
staffing-kind = Change
staffing-lend = helps out (lines besides its own)
staffing-open = serves these lines only
staffing-close = is closed
staffing-window = Window
staffing-add = Add
staffing-drop = Drop
staffing-rehearsed = Rehearsed on { $n } past working days
staffing-visitors = Visitors a day
staffing-before = Nine of ten wait, now
staffing-after = Nine of ten wait, then
staffing-gain = Shorter on average (95 % interval)
staffing-everybody = Everybody
staffing-change-lend = Window { $window } helps out { $lines } from { $from } to { $to }
staffing-change-open = Window { $window } serves only { $lines } from { $from } to { $to }
staffing-change-close = Window { $window } is closed from { $from } to { $to }
staffing-working-out = Working it out…
staffing-minutes = { $n } min
staffing-gained = { $n } min ({ $low } to { $high })

## weekdays: Staff: the days of a week in a table, 1 is Monday.

weekdays-1 = Mon
weekdays-2 = Tue
weekdays-3 = Wed
weekdays-4 = Thu
weekdays-5 = Fri
weekdays-6 = Sat
weekdays-7 = Sun

## report-by: Staff: what a report can be grouped by.

report-by-secondment = Secondment
report-by-staffer = Staffer
report-by-department = Department
report-by-window = Window
report-by-matter = Matter
report-by-line = Line
report-by-hour = Hour
report-by-class = Class
report-by-day = Day

## times: Staff: how long visitors waited and services took, by day, hour and whose.

times-of-waits = Waits
times-of-services = Services
times-period = Period
times-today = Today
times-week = This week
times-last-week = Last week
times-month = This month
times-last-month = Last month
times-weeks = Last four weeks
times-year = This year
times-own = Own dates
times-versus = Compare with
times-nothing = Nothing
times-before = The span before
times-last-year = The same span last year
times-class = Class
times-weekday = Weekday
times-hour = Time of day
times-any = All
times-matter-first = Choose a department or line first
times-clear = Clear filters
times-people = People
times-people-of = { $n } people
times-median = Median
times-nine = Nine of ten within
times-mean = Mean
times-longest = Longest
times-within-target = Called within the target
times-was = was { $was }
times-sum-waits = { $n } called: median wait { $half }, nine of ten within { $nine }, longest { $most }.
times-sum-services = { $n } served: median { $half }, nine of ten within { $nine }, longest { $most }.
times-none = There is no record of what was chosen.
times-numbers = What became of the numbers
times-taken = Taken
times-called = Called
times-given-up = Given up
times-missed = Called, did not come
times-not-called = Not called by closing
times-numbers-none = A number is taken before a window calls it: not shown for one window.
times-arrivals = When visitors come
times-arrivals-one = From { $hour }:00, one hour: { $n } people
times-heat-how = Median in minutes by weekday and half hour; darker is longer. Press a cell for its departments.
times-heat-most = The longest: { $day }, half an hour from { $at }, median { $half }.
times-cell = { $day }, half an hour from { $at }: { $n } people, median { $half }, nine of ten within { $nine }
times-lengths = How long they were
times-lengths-how = A bar for each { $n } minutes (axis in minutes).
times-lengths-level = The line is the target of { $n } minutes: { $share } % are within it.
times-lengths-one = { $from }–{ $to } min: { $n } people
times-lengths-last = { $from } min and more: { $n } people
times-trend = Day by day
times-trend-monthly = Month by month
times-trend-how = Solid: median. Dashed: nine of ten. Shaded: holidays. Highest on { $at }: nine of ten within { $nine }.
times-trend-up = Median of the later half { $half }, of the earlier { $was }.
times-trend-point = { $at }: { $n } people, median { $half }, nine of ten within { $nine }
times-multiples = How each department went
times-multiples-matters = How each matter went
times-multiples-weekly = Medians of each week, all to one scale: the highest is { $most }. The busiest first.
times-multiples-monthly = Medians of each month, all to one scale: the highest is { $most }. The busiest first.
times-multiples-one = { $name }: { $n } people, median { $half }; { $was } at first, { $now } of late
times-axis-minutes = min
times-as-table = As a table
times-change = Median change
times-xlsx = Download as Excel
times-csv = Download CSV (ms)
times-hours-minutes = { $h } h { $m } min
times-minutes = { $m } min
times-minutes-seconds = { $m } min { $s } s
times-seconds = { $s } s
times-again = As of { $at } · refresh
times-table-of = By { $by }
times-cell-chosen = { $day } { $at }
times-slowest = Slowest: { $name }, median { $half }, { $n } people.
times-not-counted = { $n } inaccurate records are not counted.
times-arrivals-most = Most at { $hour }:00: { $n }.
times-sort = Sort by this column

## sheets: Staff: headings in the sheets (Excel) of reports.

sheets-service-times = Service times
sheets-waits = Waits
sheets-outcomes = Outcomes
sheets-sessions = Time at post
sheets-ratings = Ratings
sheets-promises = Promises
sheets-told = Waits told
sheets-numbers = Numbers
sheets-group = Name
sheets-code = Code
sheets-count = Count
sheets-pieces = Pieces
sheets-minutes = min
sheets-sum = Total
sheets-mean = Mean
sheets-p50 = Median
sheets-p90 = 9 of 10 within
sheets-max = Longest
sheets-excluded = Inaccurate, not counted
sheets-within = Called within the target
sheets-decidable = Could be decided on the spot
sheets-registered = Only accepted
sheets-bad = Bad
sheets-rectified-in-time = Put right in time
sheets-kept = Kept
sheets-kept-first = Kept by the first promise
sheets-never-ready = Not finished yet
sheets-extended = Extended
sheets-supplemented = Papers supplemented
sheets-collected = Collected
sheets-late = Not kept
sheets-not-called = Never called
sheets-foretold = Told by the forecast
sheets-called = Called
sheets-served = Served
sheets-given-up = Given up
sheets-missed = Called, did not come
sheets-level-1 = Very bad
sheets-level-2 = Bad
sheets-level-3 = Fair
sheets-level-4 = Good
sheets-level-5 = Very good
sheets-back-office = Back-office work
sheets-paused = Paused
sheets-serving = Serving
sheets-walking = Walking up
sheets-waited-for = Free while people wait
sheets-idle = Free, nobody waits
sheets-uncounted = Back-office work not counted

## county: Staff: the report for the county, on the page, on paper and in its sheets.

county-part = County report
county-of-day = Services: report of the day
county-of-week = Services: report of the week
county-of-month = Services: report of the month
county-day = Day
county-week = Week
county-month = Month
county-kind = Report of a
county-pick = Which
county-between = { $from } to { $to }
county-print = Print
county-xlsx = Download as Excel
county-none = No day is sealed yet; these are the figures so far.
county-unfinished = This span is not over: the figures so far.
county-sealed-days = { $n } days sealed
county-sum = { $taken } numbers taken, { $services } services of { $pieces } pieces. Median wait { $p50 }, nine of ten within { $p90 }, { $within } called within { $level } min; { $told } of the waits told were kept; { $satisfied } satisfied.
county-figure = Figure
county-unit = Unit
county-now = This span
county-before = Span before
county-change = Change
county-code = Code
county-department = Department
county-span = Span
county-sheet-hall = Hall
county-sheet-departments = By department
county-by-department = By department (this span above, the one before below)
county-of-numbers = Numbers
county-taken = Taken
county-called = Called
county-served = Served
county-given-up = Given up
county-missed = Called, did not come
county-not-called = Not called by closing
county-of-waits = Waits
county-waits = Calls (each matter of a number)
county-wait-mean = Mean wait
county-wait-p50 = Median wait
county-wait-p90 = Nine of ten waits within
county-within = Called within { $n } min
county-within-share = Share called within { $n } min
county-of-services = Services
county-services = Services
county-pieces = Pieces handled
county-service-mean = Mean service
county-service-p50 = Median service
county-service-p90 = Nine of ten services within
county-of-cases = Cases
county-accepted = Accepted
county-due = Due or decided
county-kept = of which in time
county-kept-share = Share in time
county-of-told = Waits that were told
county-told = Told
county-told-kept = Called in time
county-told-share = Share called in time
county-of-ratings = Ratings
county-rated = Rated
county-satisfied = Satisfied
county-satisfied-share = Share satisfied
county-of-windows = Windows
county-windows = Windows open
county-post = Time at post
county-unit-people = people
county-unit-cases = pieces
county-unit-minutes = min
county-unit-hours = hours
county-unit-windows = windows
county-hours-minutes = { $h } h { $m } min
county-minutes = { $m } min
county-short = { $h }h{ $m }
county-points = { $n } points
county-head-waits = Wait
county-head-services = Service
county-head-cases = Cases
county-mean = Mean
county-p50 = Median
county-p90 = 9 of 10
county-people = People
county-items = Pieces
county-accepted-short = Accepted
county-kept-short = In time
county-told-short = Told kept
county-post-short = Post (h)
county-within-short = ≤ { $n } min
county-note = Numbers and waits that were told are counted by the department of the matter, waits and services by that of the person at the window. A wait lasts from taking the number, or the booked time, to the last call. Satisfied: three and more of five.
county-made-by = Prepared by
county-checked-by = Checked by
county-seal = Seal
county-page = Page { $n } of 2

## wall: Staff: the page on the wall of an office, read from some metres away.

wall-title = The hall now
wall-waiting = Waiting
wall-taken = Numbers today
wall-served = Served today
wall-told = Told waits kept
wall-within = Called within { $n } min
wall-satisfied = Satisfied
wall-lines = Lines
wall-target = target { $n } min
wall-line = Line
wall-people = People
wall-longest = Longest
wall-expected = Expected
wall-over = over the target
wall-minutes = { $n } min
wall-hours = { $h } h { $m } min
wall-more = { $n } more lines have visitors waiting
wall-nobody = Nobody is waiting
wall-windows = Windows
wall-open-of = { $open } of { $n } open

## printer-states: Staff: how a printer is.

printer-states-unknown = Unknown
printer-states-ready = Ready
printer-states-unwatched = Nobody is watching it
printer-states-silent = No answer
printer-states-offline = Offline
printer-states-cover_open = Cover open
printer-states-paper_out = Out of paper
printer-states-paper_low = Paper low
printer-states-cutter = Cutter fault
printer-states-error = Fault

## devices: Staff: the devices of the hall, in the office.

devices-title = Devices
devices-pair = Pair a device
devices-code = The six digits on the device
devices-role = Kind
devices-name = Name (as in the plan, like board-1)
devices-window = Window
devices-confirm = Confirm pairing
devices-paired = { $name } is let in.
devices-page = Page
devices-state = State
devices-build = Build
devices-behind = Behind
devices-audio = Sound
devices-uptime = Up for
devices-seen = Last heard
devices-revoke = Revoke
devices-sure = Revoke { $name }? The device stops at once.
devices-stop-kiosk = Stop
devices-open-kiosk = Open again
devices-stop-sure = Stop kiosk { $name }
devices-stop-how = It gives no numbers from now on and shows these words until it is opened again. One language is enough.
devices-stop-zh = Words in Chinese
devices-stop-en = Words in English
devices-stopped-with = Stopped: { $words }
devices-outdated = old build
devices-hasty = too fast at { $at }; go and look
devices-sum = { $n } in all: { $live } online, { $bad } not answering, { $never } never seen.
devices-none = No devices yet.
devices-on = on
devices-off = off
devices-part-fleet = Devices and printers
devices-wrong-now = What is wrong now
devices-not-well = Devices to look at
devices-all-devices = ← All devices
devices-no-device = No device is called { $name }; it may have been renamed or revoked.
devices-name1 = Name
devices-acts = To do
devices-whole-hall = Whole hall
devices-zone = Area
devices-zone-put = Change its area
devices-zone-sure = The area of { $name }
devices-zone-how = Its place in the plan is moved, which can be undone among the versions of the plan; it loads anew.
devices-zone-how-window = It belongs to a window, whose area changes with it; this can be undone among the versions of the plan.
devices-show-simulated = Show simulated devices ({ $n })
devices-hide-simulated = Hide simulated devices ({ $n })
devices-paired-at = Paired
devices-size = Screen
devices-current = current
devices-behind-by =
    { $n ->
        [one] { $n } message
       *[other] { $n } messages
    }
devices-happened = What happened lately
devices-nothing-happened = Nothing on record lately.
devices-reload = Reload
devices-reload-sure = Have { $name } load its page anew
devices-reload-how = At once where nobody has a hand at it, and back within seconds; else as soon as they are done.
devices-rename = Rename
devices-rename-sure = Rename { $name }
devices-rename-how = It stays paired and loads anew under the new name. Its area is that of the place of this name in the plan.
devices-swap = Swap
devices-swap-sure = Put another device in the place of { $name }
devices-swap-how = Type the six digits on the new device: it takes this name, and the old one is revoked by the same act.
devices-place = Place (planned, not paired yet)
devices-place-free = Another (type its name)
devices-part-server = The server
devices-judged-ok = Well
devices-judged-look = Look
devices-judged-bad = Wrong
devices-judged-at = Checked at { $at }
devices-judging = Checking …
devices-kept = Kept for how long
devices-kept-how = Afterwards its keys are deleted at night, and nobody can read it any more, in a backup either; the record stays whole. The settings keep and private_days say how long.
devices-kept-days = { $n } days
devices-kept-night = deleted at night
devices-kept-ever = for good
devices-kept-what = What
devices-kept-long = Kept
devices-kept-before = Readable since

## outbox: Staff: what leaves the hall: who is told, and which messages have not arrived.

outbox-title = Messages out of the hall
outbox-nobody = Nobody outside is told anything. docs/outbox.md says how to name receivers.
outbox-receiver = Receiver
outbox-told = Is told
outbox-visitors = visitors
outbox-unlisted = no longer in outbox.toml
outbox-not-arrived = Messages that have not arrived
outbox-all-arrived = All messages have arrived.
outbox-message = Message
outbox-state = State
outbox-tries = Tries
outbox-last-refusal = Last reason
outbox-next-at = next { $at }
outbox-test = Send a test message
outbox-retry = Send now
outbox-give-up = Give up
outbox-state-waiting = Waiting
outbox-state-sending = Being sent
outbox-state-sent = Sent
outbox-state-given-up = Given up

## device-states: Staff: how a device is.

device-states-live = Online
device-states-silent = Not answering
device-states-offline = Offline
device-states-never = Never seen

## device-roles: Staff: kinds of devices.

device-roles-display = Display
device-roles-kiosk = Kiosk
device-roles-window = Window
device-roles-rating = Rating device
device-roles-guide = Guide desk
device-roles-printer = Print agent
device-roles-platform = Booking platform

## part-kinds: Staff: what hangs on an agent: devices that are no browser.

part-kinds-sign = LED sign
part-kinds-pad = Call pad
part-kinds-reader = Reader

## part-states: Staff: how such a device is.

part-states-live = Working
part-states-dark = Not working
part-states-refused = Refuses
part-states-unknown = Agent offline

## part-faults: Staff: what is wrong with such a device, and what to look at.

part-faults-silent = No answer: look at its power, address and wires
part-faults-garbled = Its answer cannot be read: look at baud, parity, wires A and B
part-faults-refused = It says no: look at its model and settings
part-faults-torn = The line broke: look at its cable and power
part-faults-unreachable = No connection: look at its address or USB port; another program may have it
part-faults-not_allowed = Its device file may not be opened: usermod -aG dialout,input and the service's user
part-faults-bad_setting = Its settings cannot be: look at the agent's file
part-faults-desk_refused = The server does not know its token: make a new one for its file
part-faults-other = A fault: see the agent's log

## notices: Staff: notices on the board, written in the office.

notices-title = Notices
notices-zh = Chinese (60 characters at most)
notices-en = English
notices-zone = Zone (empty: whole hall)
notices-until = Shown until (empty: until withdrawn)
notices-until-said = until { $at }
notices-preview = As it stands at the foot of the boards
notices-whole-hall = Whole hall
notices-post = Post
notices-withdraw = Take down
notices-none = There are no notices now.
notices-posted = posted { $at }

## paper: Staff: printers, paper and slips, in the office.

paper-printers = Printers
paper-sum =
    { $n ->
        [one] { $n } printer, { $bad } need attention.
       *[other] { $n } printers, { $bad } need attention.
    }
paper-good =
    { $n ->
        [one] The printer is in order.
       *[other] All { $n } printers are in order.
    }
paper-printer = Printer
paper-state = State
paper-read-at = Last reading
paper-left = Paper left
paper-by-sensor = sensor
paper-by-odometer = estimate
paper-by-assumed = if the roll was whole when it was added
paper-percent = about { $n } %
paper-left-unknown = unknown
paper-since-paper = { $m } m and { $n } slips since the paper was changed
paper-queued = Queued
paper-confirmed = Confirmed today by
paper-nothing = nothing printed
paper-neighbour = Neighbour
paper-actions = Actions
paper-test = Test print
paper-testing = A test slip is on its way to { $name }.
paper-paper-changed = Paper changed
paper-changed = { $name }: the paper is counted anew.
paper-looked-at = Looked at: use again
paper-looked = { $name } is in use again.
paper-muted = Not used until somebody has looked: it may still print an old slip
paper-edit = Edit
paper-add = Add a printer
paper-of = { $act }: { $name }
paper-code = Code
paper-name-zh = Name in Chinese
paper-name-en = Name in English
paper-address = Address
paper-address-how = such as tcp://192.168.1.50:9100, file:///dev/usb/lp0, cups://QUEUE
paper-profile = Profile
paper-none = None
paper-roll = Length of a roll (m)
paper-saved = Saved.
paper-slips = Slips
paper-slips-how = The picture shows at once how it would be printed; it counts when it is saved.
paper-kind = Slip
paper-example = Example
paper-width = Paper
paper-languages = Languages
paper-both = Chinese and English
paper-visitor = The visitor's choice
paper-parts = Parts, from the top
paper-part = Part { $n } · { $name }
paper-add-part = Add a part
paper-find = Find on the network
paper-network = Network
paper-find-how = Lists who accepts raw printing (port 9100) there. Nothing is sent to them.
paper-search = Search
paper-found-none = No printer was found in { $network }.
paper-what = Kind
paper-zh = Chinese
paper-en = English
paper-value = Value
paper-list = List
paper-size = Size
paper-align = Align
paper-bold = Bold
paper-up = Move up
paper-down = Move down
paper-remove = Remove
paper-facts = Facts you can name: { $facts }
paper-save = Save
paper-back = Back to the house's own
paper-changed-by = changed by { $who } at { $at }
paper-house = the house's own
paper-unsaved = Not saved yet
paper-picture = The slip as printed, { $mm } mm long
paper-missing = No font has these, they print as 〓: { $letters }
paper-logo = Logo (PNG up to 32 KB, printed in black and white)
paper-no-logo = Remove the logo

## print-methods: Staff: how a printer confirms a slip.

print-methods-process_id = reported as printed
print-methods-gs_r = reported as processed
print-methods-status = by its status afterwards
print-methods-sent = sent only

## slip-kinds: Staff: kinds of slips.

slip-kinds-ticket = Ticket
slip-kinds-receipt = Receipt
slip-kinds-closing = Closing slip
slip-kinds-test = Test slip

## slip-examples-ticket: Staff: examples of a ticket.

slip-examples-ticket-ticket = Ordinary
slip-examples-ticket-priority = Statutory priority
slip-examples-ticket-appointment = Appointment
slip-examples-ticket-green = Green channel
slip-examples-ticket-reprint = Reprint
slip-examples-ticket-materials = With the list of materials
slip-examples-ticket-english = English visitor

## slip-examples-receipt: Staff: examples of a receipt.

slip-examples-receipt-receipt = Receipt

## slip-examples-closing: Staff: examples of the closing slip.

slip-examples-closing-closing = Closing

## slip-examples-test: Staff: examples of the test slip.

slip-examples-test-test = Test

## slip-parts: Staff: the parts that a slip is put together from.

slip-parts-text = Text
slip-parts-pair = Label and value
slip-parts-number = Number, huge
slip-parts-rule = Rule
slip-parts-mark = Mark, white on black
slip-parts-list = List
slip-parts-logo = Logo
slip-parts-qr = QR code

## slip-sizes: Staff: sizes of letters on a slip.

slip-sizes-small = Small
slip-sizes-body = Normal
slip-sizes-large = Large
slip-sizes-head = Heading

## slip-aligns: Staff: where a part of a slip stands.

slip-aligns-left = Left
slip-aligns-center = Centred
slip-aligns-right = Right

## register: Staff: the register of authorization letters.

register-title = Authorization letters
register-sum = { $valid } valid. Ending within 30 days: { $soon }; without a scan: { $bare }.
register-show = Show
register-whose = Whose
register-matters = Matters
register-state = State
register-scan = Scan
register-actions = Actions
register-decide = Decides on the spot ({ $n })
register-accept = Accepts only ({ $n })
register-at = now at window { $n }
register-soon = ends within 30 days
register-renews = renews { $document }
register-why = reason: { $reason }
register-open = Open
register-no-scan = none yet
register-upload = Upload a scan
register-upload-of = Upload a scan: { $document }
register-open-of = Open the scan: { $document }
register-add = Enter a letter
register-renew = Renew
register-renew-how = The matters stay as they are; the document no. is new.
register-withdraw = Withdraw
register-withdraw-how = At once: no window calls or decides under it any more; whoever is being served is passed on or only accepted.
register-of = { $act }: { $document }
register-staffer = Staffer code
register-from = From
register-to = To
register-decide-codes = Codes of matters decided on the spot (commas)
register-accept-codes = Codes of matters accepted only (commas)
register-reason = Reason
register-save = Confirm
register-nothing = No letter to show here.
register-department = Department
register-all = All
register-chief = chief representative
register-staff = staff

## standings: Staff: whether a letter counts.

standings-valid = Valid
standings-to_come = To come
standings-over = Run out
standings-withdrawn = Withdrawn

## people: Staff: secondments, signatures, replacements.

people-title = Seconded people
people-sum = { $n } seconded. Nominations to sign for: { $open }; replacements to answer: { $asked }; terms that end within 30 days: { $soon }.
people-show = Show
people-department = Department
people-all = All
people-nothing = Nothing to show here.
people-person = Person
people-term = Term
people-state = State
people-signatures = Signatures
people-actions = Actions
people-days = days left: { $n }
people-wished = wished from { $from }
people-two-years = two years from the third signature
people-sits = now at window { $n }
people-missing = to sign: { $who }
people-by-import = by import
people-will-end = to be replaced, reference no. { $reference }
people-asked = replacement asked: { $reason }
people-successor = successor: { $who }
people-refused = replacement refused: { $reason }
people-of = { $act }: { $name }
people-sign = Sign: { $who }
people-signer = Signed by (name or post)
people-decline = Decline
people-unfit = Return as unfit
people-unfit-how = At once: the window closes, and a visitor there keeps the place.
people-nominate = Nominate somebody
people-replace = Ask for a replacement
people-replace-how = Nobody is exchanged during a term without the hall’s consent.
people-consent = Consent
people-refuse = Refuse
people-reference = Reference no. of the consent
people-effective = Effective day (the first without them)
people-reason = Reason
people-code = Staff code
people-name-zh = Name in Chinese (somebody new)
people-name-en = Name in English (somebody new)
people-role = Role
people-from = Wished first day (optional)
people-note = Why this person (optional)
people-successor-code = Successor's staff code (optional)
people-done = Recorded.

## roster: Staff: who is expected and who came, and the page of each person.

roster-title = Attendance
roster-day = Day
roster-month = Month
roster-sum = { $n } expected: { $present } present, { $late } late, { $leave } on leave, { $absent } absent.
roster-sum-month = This month: { $present } half-days present, { $late } late, { $leave } half-days of leave, { $absent } absent.
roster-how = Absent: expected, without a sign-on, and the department had as many empty windows as people away. Leave, days off, windows closed for the day and covering elsewhere are none.
roster-none = Nobody is expected that day.
roster-show = Show
roster-all = Everybody
roster-amiss = Late, absent, on leave
roster-person = Person
roster-windows = Windows
roster-late-by = { $n } min late
roster-note = Note leave
roster-note-of = { $name }: neither late nor absent on these days. Half a day is of one day (today is { $day }).
roster-kind = Kind
roster-from = From
roster-to = To (may stay empty: the same day)
roster-half = Half a day
roster-whole = Whole days
roster-withdraw = Withdraw the leave
roster-reason = Reason
roster-leaves = Leave
roster-no-leaves = No leave this month.
roster-leave-days = { $from } to { $to }
roster-sheets = Leave as a sheet
roster-sheet = Take in a sheet of leave (CSV or Excel)
roster-sheet-get = Leave of this month as a sheet
roster-sheet-how = Add rows to that sheet: a code or a name, and a kind such as Sick leave. It is taken in whole or not at all; what stands there already stays.
roster-sheet-taken = { $n } noted; { $same } stood there already.
roster-back = Back to all people
roster-terms = Secondment and signatures
roster-letters = Letters
roster-no-letters = No letter.
roster-decides = { $n } to decide on the spot, { $m } to accept only
roster-calendar = Attendance of the month
roster-times = Service times beside the median of the same matters
roster-times-none = No services this month.
roster-matter = Matter
roster-people = Services
roster-own = Own median
roster-others = Hall's median
roster-faster = { $by } less
roster-slower = { $by } more
roster-even = Even
roster-spent = What the month's time was spent on
roster-score = Score
roster-points = { $points } points
roster-no-score = Not at post this month: no score.
roster-no-lines = Nothing deducted.
roster-line = { $day } { $what }

## leave-kinds: Staff: kinds of leave.

leave-kinds-annual = Annual leave
leave-kinds-sick = Sick leave
leave-kinds-errand = Away on duty
leave-kinds-training = Training
leave-kinds-personal = Personal leave
leave-kinds-other = Other

## leave-sheet: Staff: a sheet of leave, from an office's own books.

leave-sheet-title = Leave
leave-sheet-staffer = Person
leave-sheet-name = Name
leave-sheet-department = Department
leave-sheet-kind = Kind
leave-sheet-from = From
leave-sheet-to = To
leave-sheet-half = Half a day
leave-sheet-am = Morning
leave-sheet-pm = Afternoon

## attended: Staff: how a half-day of a person went.

attended-present = Present
attended-late = Late
attended-leave = On leave
attended-off = Day off
attended-relieved = Not there, no window empty
attended-unclear = Not there, a window empty
attended-unrecorded = No sign-on in the hall
attended-absent = Absent
attended-coming = Not over yet

## halves: Staff: the halves of a day.

halves-am = Morning
halves-pm = Afternoon

## term-states: Staff: how far a secondment is.

term-states-nominated = Nominated
term-states-seconded = Seconded
term-states-ended = Ended
term-states-declined = Declined

## term-views: Staff: which secondments the office lists.

term-views-todo = To do and ending soon
term-views-seconded = Seconded now
term-views-over = Ended
term-views-all = All

## end-kinds: Staff: how a secondment ended.

end-kinds-term_over = term over
end-kinds-replaced = replaced
end-kinds-returned = returned as unfit

## signers: Staff: who signs for a secondment.

signers-organization = Organization
signers-personnel = Personnel
signers-hall = Hall

## roles: Staff: what somebody is seconded as.

roles-chief = Chief representative
roles-staff = Staff

## projects: Staff: the green channel.

projects-title = Green channel
projects-how = Major projects come by appointment, to a named person and window; each use has an approver and a reason, and stays on record.
projects-none = No project is in the green channel.
projects-open = Enter a project
projects-book = Book a use
projects-close = Close the project
projects-of = { $act }: { $project }
projects-journey = See the journey
projects-project = Project
projects-named = Named
projects-uses = Uses
projects-actions = Actions
projects-state = State
projects-running = Open
projects-closed = Closed: { $reason }
projects-last = last on { $day }
projects-window-no = window { $n }
projects-code = Project no.
projects-department = Department code
projects-name-zh = Name (Chinese; no person’s name)
projects-name-en = Name (English)
projects-staffer = Named person’s code
projects-window = Named window
projects-matter = Matter
projects-at = Time
projects-approver = Approved by
projects-reason = Reason
projects-save = Confirm
projects-booked = Booked; the code is { $code }
projects-time = Time
projects-approval = Approval
projects-served = Served
projects-wait = Wait
projects-length = Time taken
projects-outcome = Outcome
projects-by-other = not by the named one
projects-minutes = { $n } min
projects-effect-title = What it cost the others
projects-effect-how = The day is rehearsed twice from its own record, with and without this project, and the others’ waits are compared.
projects-effect = { $day }: { $uses } uses. Of { $others } others { $delayed } were called later, the longest by { $longest } min; on average { $mean } s each.
projects-effect-none = No use yet, no effect.

## use-states: Staff: what became of a use of the green channel.

use-states-booked = Booked
use-states-kept = Came
use-states-cancelled = Cancelled
use-states-lapsed = Did not come

## setup: Staff: a hall's first morning, its own settings, and the versions of its plan.

setup-title = Before opening
setup-ready = The hall can open: everything that it needs is there.
setup-not-ready = Something that the hall needs is still missing; then numbers can be taken and called.
setup-done = Ready
setup-missing = Missing
setup-open = Advised
setup-count = { $n }
setup-lacks = Still lacking: { $names }
setup-go = Go there
setup-term = Register a term (signed by all three on paper)
setup-person = Person
setup-from = From
setup-to = To
setup-window-link = Make a link for a window
setup-window = Window
setup-make-link = Make the link
setup-link-how = Open it on the window's computer; it works once within a day, and the person sets a PIN there
setup-hall = The hall
setup-target = Target of a wait (min)
setup-hours = Hours
setup-always-open = A demo hall gives numbers round the clock.
setup-calendar = Holidays and make-up days
setup-known-until = Public holidays are known up to { $year }.
setup-known-none = No holidays yet: promised days are counted by weekends alone.
setup-announced = Take in the announced public holidays
setup-day = Day
setup-kind = What
setup-day-name = Name
setup-off = Off
setup-make-up = Make-up working day
setup-like = By the hours of
setup-works-like = Worked like { $day }
setup-not-announced = make-up days not announced yet
setup-ordinary = As its weekday
setup-versions = Versions of the plan
setup-versions-how = Every change of the hall's plan; any older version can be brought back after a look at the difference. Terms and letters have registers of their own and stay.
setup-at = When
setup-by = By
setup-what = Change
setup-whole-plan = The whole plan
setup-brought-back = Version { $n } brought back
setup-changes = { $n } change(s)
setup-in-force = In force
setup-bring-back = Bring back

## setup-steps: Staff: what a hall needs before it opens.

setup-steps-hours = Name and hours
setup-steps-calendar = Holidays
setup-steps-departments = Departments
setup-steps-lines = Lines
setup-steps-matters = Matters
setup-steps-windows = Windows
setup-steps-people = People
setup-steps-terms = Terms
setup-steps-pins = PINs
setup-steps-letters = Letters
setup-steps-consoles = Consoles
setup-steps-kiosks = Kiosk or guide desk
setup-steps-screens = Screens
setup-steps-printers = Printers
setup-steps-accounts = Accounts

## setup-hows: Staff: how each of them is done.

setup-hows-hours = Write the hours of each weekday, like 09:00-12:00, 13:30-17:00.
setup-hows-calendar = Promised days are working days, so holidays must be known.
setup-hows-departments = One row for each department; or download the sheet, fill it in and upload it.
setup-hows-lines = One prefix for each line; matters of a kind share a line.
setup-hows-matters = Each with department, line, usual minutes and fee.
setup-hows-windows = Each with the lines that it serves; with “accept” as its own powers, people without a letter can take papers in there.
setup-hows-people = Who sits at the windows; a post's number will do, like “Housing 02”.
setup-hows-terms = Only people whose term runs can sign on at a window.
setup-hows-pins = Each sets a PIN at the first sign-on.
setup-hows-letters = With a letter a person decides on the spot; without one, papers are accepted.
setup-hows-consoles = Open the link below on the window's computer.
setup-hows-kiosks = Open “Kiosk” or “Guide desk” from the entrance page on the device, and type its six digits under “Devices”.
setup-hows-screens = Open “Board” from the entrance page on the screen, and type its six digits under “Devices”.
setup-hows-printers = Slips are printed; without a printer the number stands on the screen, and is as good.
setup-hows-accounts = Set your own password, and open accounts for colleagues.

## catalogue: Staff: the catalogue of matters, in the office.

catalogue-title = Catalogue
catalogue-table = Table
catalogue-find = Find (code or name)
catalogue-sum =
    { $n ->
        [one] { $n } row
       *[other] { $n } rows
    }
catalogue-edit = Edit
catalogue-edit-of = Edit: { $code }
catalogue-add = Add
catalogue-actions = Actions
catalogue-template = Download as { $form }
catalogue-upload = Upload a sheet (CSV, XLSX)
catalogue-look = See what changes
catalogue-publish = Publish
catalogue-back = Back
catalogue-changes-title = What will change
catalogue-changes-sum = Added: { $added }; changed: { $changed }. It counts at once; open windows follow.
catalogue-no-change = Nothing changes.
catalogue-published = Published. Added: { $added }; changed: { $changed }.
catalogue-added = new
catalogue-changed = changed
catalogue-gone = No longer named
catalogue-nothing = (none)
catalogue-choose = Choose…
catalogue-remove = Remove { $name }
catalogue-faults = { $n } thing(s) to put right, said beside the fields.
catalogue-empty = (nothing)
catalogue-yes = yes
catalogue-no = no
catalogue-zh = Chinese
catalogue-en = English
catalogue-codes = codes, with commas
catalogue-lines = one on each line
catalogue-outside = not in the hall

## catalogue-tables: Staff: its tables.

catalogue-tables-matters = Matters
catalogue-tables-departments = Departments
catalogue-tables-groups = Matter groups
catalogue-tables-lines = Lines
catalogue-tables-windows = Windows
catalogue-tables-kiosks = Kiosks
catalogue-tables-hall = Hall
catalogue-tables-calendar = Calendar
catalogue-tables-printers = Printers
catalogue-tables-screens = Screens
catalogue-tables-zones = Zones
catalogue-tables-shifts = Half-days
catalogue-tables-duties = Duty windows
catalogue-tables-quotas = Quotas
catalogue-tables-staffers = Staffers

## catalogue-fields: Staff: its fields, by their codes.

catalogue-fields-code = Code
catalogue-fields-name = Name
catalogue-fields-short = Short name
catalogue-fields-area = Area
catalogue-fields-department = Department
catalogue-fields-line = Line
catalogue-fields-audience = For whom
catalogue-fields-kind = Kind
catalogue-fields-norm_minutes = Norm (minutes)
catalogue-fields-promised_days = Promised (working days)
catalogue-fields-legal_days = By law (working days)
catalogue-fields-fee = Fee
catalogue-fields-fee_fen = Fee in fen (1/100 yuan)
catalogue-fields-usual = Most used
catalogue-fields-initials = Pinyin initials
catalogue-fields-materials = Materials
catalogue-fields-guide = Guide
catalogue-fields-in_hall = In the hall
catalogue-fields-reason = Why not in the hall
catalogue-fields-matters = Matters
catalogue-fields-prefix = Prefix
catalogue-fields-missed = When missed
catalogue-fields-tier0_cap = Statutory cap
catalogue-fields-more_time_minutes = More time (minutes)
catalogue-fields-green = Green channel
catalogue-fields-zone = Zone
catalogue-fields-lines = Lines
catalogue-fields-groups = Groups
catalogue-fields-mandate = Own mandate
catalogue-fields-abilities = Abilities (low window, sign language …)
catalogue-fields-departments = Departments offered
catalogue-fields-idle_s = Asks after (s)
catalogue-fields-ask_s = Then goes home after (s)
catalogue-fields-attract_s = Notices and pictures after (s; 0: never)
catalogue-fields-hours = Hours
catalogue-fields-service_level_minutes = Target of a wait (min)
catalogue-fields-joint = Joint departments
catalogue-fields-printer = Printer

## catalogue-values: Staff: what stands in them, by code.

catalogue-values-on_the_spot = on the spot
catalogue-values-promised = promised
catalogue-values-person = persons
catalogue-values-business = businesses
catalogue-values-both = both
catalogue-values-none = none
catalogue-values-accept = accept
catalogue-values-decide = decide

## supervision: Staff: the supervision desk.

supervision-title = Supervision
supervision-noted = Everything you read here is noted in the log.
supervision-kind = Finding
supervision-open = Show
supervision-close = Hide
supervision-day = Day
supervision-event = Event
supervision-window = Window
supervision-person = Person
supervision-matter = Matter
supervision-number = Number
supervision-detail = Detail
supervision-nothing = Nothing here.
supervision-rates = What the letters allow, and what was decided
supervision-rates-sum = Registration-only: share of what could be decided on the spot and was only accepted or forwarded. Referral: share of all decisions that was forwarded.
supervision-decisions = Decisions
supervision-decidable = On-the-spot
supervision-done-rate = Decided
supervision-registered-rate = Registration-only
supervision-referred-rate = Referral
supervision-feed = Calls as they happen, and why
supervision-find = Look up
supervision-story = { $number } · { $day } · { $class } · { $state }
supervision-reports = “Could not be done” reports
supervision-due = Due
supervision-overdue = overdue
supervision-answer = Answer
supervision-answer-of = Answer: { $name }
supervision-found = What was found, and the answer
supervision-is-true = Was it true?
supervision-yes = Yes
supervision-no = No
supervision-answered-true = True: { $words }
supervision-answered-false = Not true: { $words }
supervision-contact = Contact: { $contact }
supervision-disputes = Contests and appeals
supervision-contest = Contest
supervision-appeal = Appeal
supervision-by = By
supervision-reason = Reason
supervision-review = Decide
supervision-review-of = Decide: { $name }
supervision-upheld = Decision
supervision-uphold = Upheld (not counted)
supervision-reject = Not upheld (counts)
supervision-silent = Matters without a case in 90 days
supervision-silent-sum =
    { $n ->
        [one] { $n } matter was not served in 90 days.
       *[other] { $n } matters were not served in 90 days.
    }
supervision-silent-none = Every matter was served in the last 90 days.
supervision-last-day = Last served
supervision-never = never
supervision-department = Department
supervision-verify = Verify the log
supervision-verify-how = Checks the hash chain, every call against the rules, and all tables. The hall goes on meanwhile.
supervision-verifying = Verifying …
supervision-verified = All is as it was written; took { $s } s. { $said }
supervision-broken = The log does not hold: { $said }
supervision-kind-n = { $kind } ({ $n })
supervision-yes-decidable = Yes
supervision-no-decidable = —
supervision-story-title = A number's story
supervision-first-title = At a glance
supervision-departments-title = Departments
supervision-findings-title = Findings
supervision-rates-title = Letters and decisions
supervision-inbox-title = Inbox
supervision-feed-title = Live
supervision-verify-title = Proof and seal
supervision-readings-title = My readings
supervision-trend = Findings of the last twelve weeks
supervision-trend-how = Upright: findings; across: the last day of each week. What does not count is left out.
supervision-trend-sum = { $n } in the last week; the four weeks before had { $mean } a week.
supervision-trend-rise = Most of the rise: “{ $kind }”, { $n } in the last week, { $mean } a week before.
supervision-trend-none = Nothing was found in the last twelve weeks.
supervision-trend-others = Others
supervision-week-to = Week to
supervision-as-table = As a table
supervision-ranking = Departments by findings per 100 services
supervision-ranking-sum = { $from } to { $to }; before: as long a time. Without green channel uses.
supervision-ranking-all = All departments
supervision-per-hundred = Per 100
supervision-findings-n = Findings
supervision-services-n = Services
supervision-before-per-hundred = Before, per 100
supervision-news = Since your last visit ({ $at })
supervision-news-first = The last week (you have not been here before)
supervision-news-none = Nothing new.
supervision-news-concerns = New “could not be done” reports: { $n }
supervision-news-contests = New contests: { $n }
supervision-news-appeals = New appeals: { $n }
supervision-news-finding = { $kind }: { $n }
supervision-news-all = All { $n } that are new
supervision-findings-sum = { $from } to { $to }: { $n }.
supervision-only-new = Only what is new since your last visit
supervision-all-again = Show all
supervision-any = All
supervision-time = Time
supervision-length = Length
supervision-waited = Waiting
supervision-people-n = { $n }
supervision-xlsx = Excel file
supervision-csv = CSV file
supervision-off-norm = { $n } % of the norm
supervision-off-fee = fee off by { $yuan } yuan
supervision-minutes = { $m } min
supervision-hours-minutes = { $h } h { $m } min
supervision-seconds = under 1 min
supervision-back = Back
supervision-story-none = Enter a number and its day: everything the log says of it. The address can be sent.
supervision-event-title = Event { $seq }
supervision-event-of = The number's story
supervision-by-whom = By
supervision-window-of-day = This window's findings of that day
supervision-inbox-sum = To answer: { $open } reports (overdue: { $late }). To decide: { $contests } contests, { $appeals } appeals.
supervision-review-due = Decide by
supervision-show-answered = Show the { $n } that were answered
supervision-last-proof = Last proof
supervision-proof-none = The log was never verified by button.
supervision-proof-good = All is as it was written
supervision-proof-bad = It does not hold
supervision-proof-head = Up to event { $n }
supervision-proofs = Earlier proofs
supervision-result = Result
supervision-seals = Sealed days
supervision-seals-how = Each day is sealed when the hall closes; the hash is the one on the closing slip, letter by letter.
supervision-hash = Hash
supervision-sealed-at = Sealed
supervision-log-head = The log's newest event: { $n }
supervision-readings-how = Every reading of this account is in the log; nobody can take it out.
supervision-what = What
supervision-about = Of what
supervision-older = Older
supervision-newest-first = Back to the newest

## department: Staff: a department’s own page.

department-title = Department
department-todo = To do
department-todo-none = Nothing is due soon.
department-todo-sum = To do: { $n }, of these overdue: { $late }.
department-todo-more = { $n } more stand on their own pages.
department-papers = { $n } more cases wait for the visitor's papers; their days stand still.
department-due = By
department-what = What
department-about = Of what
department-overdue = overdue
department-today = due today
department-waits = somebody else has to act
department-windows = Windows now
department-windows-none = No window is planned for this department.
department-nobody = nobody
department-waiting = { $n } waiting
department-as-of = As of { $at }
department-again = Refresh
department-months = Scores of twelve months
department-months-sum = { $month }: { $own } points; the hall's median is { $middle }.
department-months-none = Nobody of this department was at a post in twelve months.
department-months-how = Solid: this department; dashed: the median of the departments at a post. Upright: points.
department-month = Month
department-own = This department
department-middle = Hall's median
department-as-table = As a table

## todo-kinds: Staff: what a department has to do by a day.

todo-kinds-case = Case due
todo-kinds-rectification = Bad rating to put right
todo-kinds-appeal = Appeal under review
todo-kinds-contest = Contest under review
todo-kinds-letter = Letter ends
todo-kinds-secondment = Secondment ends

## scores: Staff: monthly scores.

scores-title = Monthly scores
scores-month = Month
scores-by = By
scores-sum = { $month }, scheme no. { $v }, out of 100 points. { $n } in all, { $full } without a deduction.
scores-sum-house = { $month }, by the house's own scheme, out of 100 points. { $n } in all, { $full } without a deduction.
scores-score = Score
scores-days = Days
scores-services = Services
scores-excluded = Not counted
scores-mean = Mean
scores-done = Decided
scores-satisfied = Satisfied
scores-lines = Deductions
scores-lines-of = { $name }: deductions
scores-show = Details ({ $n })
scores-show-of = { $name }: details ({ $n })
scores-points = Points
scores-none = none
scores-contest = Contest
scores-contest-of = Contest: { $name }, event { $seq }
scores-contest-how = Supervision decides; each line can be contested once.
scores-contested = Contested: { $reason }
scores-rejected = Not upheld: { $review }
scores-xlsx = Download Excel
scores-print = Print
scores-reserve = Reserve list (Excel)
scores-shared = Own deductions { $own }; its people's { $people }, shared by { $n }.
scores-nothing = Nothing was recorded in this month.
scores-signed = Assessed by: ____________   Seen by: ____________   Date: ____________

## score-by: Staff: what score sheets are made for.

score-by-staffer = Staffer
score-by-window = Window
score-by-department = Department

## scheme: Staff: the scheme of deductions behind the monthly scores.

scheme-title = Scheme of deductions
scheme-how = Everybody has 100 points a month; these cost points. A change can be tried on the month that is over before it is published, and counts for coming months only.
scheme-version = Version { $n }, from { $from }, published by { $who }
scheme-first = The default scheme; none has been published yet.
scheme-kind = What
scheme-points = Points each
scheme-free = Free a month
scheme-least = From
scheme-most = At most a month
scheme-counts = Counts for
scheme-home = Department
scheme-person = Person
scheme-minutes = min
scheme-percent = % of the usual time
scheme-yuan = yuan
scheme-reserve-months = Reserve list: months in a row
scheme-reserve-points = Reserve list: at least (points)
scheme-from = From which month (empty: the next)
scheme-try-it = Try on the last month
scheme-publish = Publish
scheme-published = Published.
scheme-trial = Tried on { $month }
scheme-trial-sum = { $n } of { $all } scores change
scheme-name = Person
scheme-now = Now
scheme-then = By the draft

## sittings: Staff: who sat where.

sittings-title = Who sat where
sittings-from = Signed on
sittings-to = Signed off
sittings-there = there now
sittings-late = { $n } min late
sittings-covers = for { $name } (cover)
sittings-services = Services
sittings-pieces = Pieces
sittings-work-pieces = { $n } pieces
sittings-by = By
sittings-by-sitting = Sign-on
sittings-by-none = Nobody signed on in these days.
sittings-length = At post
sittings-count = Sign-ons
sittings-serving = Serving
sittings-walking = Walking up
sittings-waited-for = Free while people wait
sittings-idle = Free, nobody waits
sittings-pausing = Paused
sittings-back-office = Back office
sittings-uncounted = Not counted
sittings-parts = What the time was spent on
sittings-part-of = { $part } { $time } ({ $share } %)
sittings-sum-spent = { $n } rows, { $length } at post: serving { $serving } %, free while people waited { $waited } %, paused { $paused } %.
sittings-how = Walking up is from the call to the start. Free while people wait: the window was free while somebody waited whom it may serve. The parts sum up to the time at post.
sittings-going-on = By person, window or department without those still at post.
sittings-older = (older records do not tell)
sittings-paused-because = { $reason }: { $time }

## rectify: Staff: bad ratings on their way to being put right.

rectify-title = Bad ratings
rectify-sum = To put right: { $open }, of these overdue: { $late }; under appeal: { $appealed }; to call back: { $call }.
rectify-anonymous = Neither window nor department learns who rated.
rectify-served = Served on
rectify-level = Rating
rectify-due = Due
rectify-state = State
rectify-actions = Actions
rectify-done = Put right
rectify-measures = What was changed
rectify-appeal = Appeal
rectify-appeal-how = Supervision decides; once only.
rectify-reason = Reason
rectify-call-back = Record call-back
rectify-said = What the visitor says now
rectify-content = Satisfied now?
rectify-yes = Yes
rectify-no = No
rectify-measures-are = Changed: { $words }
rectify-called-back = Called back: { $words }
rectify-appeal-is = Appeal: { $words }
rectify-review-is = Decision: { $words }
rectify-nothing = No bad ratings.
rectify-of = { $act }: { $name }

## rectify-states: Staff: how far that is.

rectify-states-open = To put right
rectify-states-appealed = Under appeal
rectify-states-done = Put right
rectify-states-dropped = Appeal upheld, not counted

## bad-levels: Staff: the two bad levels of a rating.

bad-levels-1 = Very dissatisfied
bad-levels-2 = Dissatisfied

## slip: What stands on a visitor's slip beside the facts: short, a line on paper 58 mm wide.

slip-stops = This number is for
slip-ahead = Ahead
slip-wait = Wait
slip-windows = Windows
slip-follow = Follow your place on your phone.
slip-materials = Please bring
slip-issued = Issued
slip-case-number = Case no.
slip-ready-by = Ready by
slip-promised = Promised
slip-accepted-number = Ticket
slip-accepted-window = Window
slip-accepted-at = Accepted
slip-bring = Bring this receipt and your ID when you collect the result.
slip-bring-too = Please also bring
slip-code = Return code
slip-way-back = With the return code you need not apply again.
slip-number = Ticket
slip-list-behind = { $n } in all, on the next slip

## on-paper: Sentences on slips that depend on the case.

on-paper-missed-keep = Missed your call? Go to the guide desk; you keep your place.
on-paper-missed-back = Missed your call? Go to the guide desk; you go behind the next { $n }.
on-paper-missed-void = A missed number is void; please take a new one.
on-paper-reserve = This day may move when holidays are announced.
on-paper-green = Green channel
on-paper-collect-bring = Bring this receipt and your ID when you collect the result.
on-paper-collect-papers = Please also bring
on-paper-collect-code = Return code
on-paper-collect-way-back = With the return code you need not apply again.
on-paper-supplement-bring = Come back with this sheet, your ID and what was missing: you get priority.
on-paper-supplement-papers = Please bring what was missing
on-paper-supplement-code = Supplement code
on-paper-supplement-way-back = With this code you get a number at the kiosk (Appointments) or the guide desk.
on-paper-after = { " (after another)" }

## receipts: The heading of a receipt, by how the service ended.

receipts-accepted = Receipt for an accepted matter
receipts-supplement = Receipt: papers are missing

## refusals: What the hall refuses a visitor, by the error's code.

refusals-wrong_token = This token is unknown or revoked; pair the device again.
refusals-not_signed_on = Sign on or pair this device first.
refusals-not_found = There is no { $what } { $name }
refusals-unknown_code = This code was not found. Please check it and type it again, or ask at the guide desk.
refusals-too_many = Too many tries; wait { $seconds } s.
refusals-hall_closed = The hall gives no numbers now.{ $when }
refusals-day_closed = The hall is closed for today.{ $when }
refusals-matter_unplanned = No window is planned for “{ $matter }” today; please ask at the guide desk.
refusals-matter_not_in_hall = “{ $matter }” is not handled in this hall: { $why }
refusals-quota_exhausted = All numbers of “{ $line }” for { $span } are gone.{ $free }
refusals-line_out_of_use = No more numbers for “{ $line }” today: { $words }
refusals-duplicate_ticket = You hold { $number } for this matter already; its slip can be printed again.
refusals-appointment_only = “{ $line }” is by approved appointment only; please ask at the guide desk.
refusals-kiosk_out_of_use = This kiosk is out of use: { $words }
refusals-not_at_this_kiosk = This kiosk gives no numbers for “{ $matter }”; please use another one, or ask at the guide desk.
refusals-code_used = This code has been used, was cancelled or has run out.
refusals-too_early = This appointment is for { $day }; please check in on that day.
refusals-no_slots = No time can be booked for this service then; please choose another.
refusals-slot_full = This time is fully booked; please choose another.
refusals-draft_over = This time is no longer held for you; please choose again.
refusals-too_late_to_change = After { $until } a booking can no longer be changed or cancelled. If you cannot come, you need do nothing.
refusals-too_late = { $number } can no longer be { $move }: { $why }
refusals-wrong_state = { $number } is { $now } now; it cannot be { $move }.
refusals-reprinted_already = { $number } was reprinted once already; for another copy please ask at the guide desk.
refusals-rated_already = This service has been rated already. Thank you.
refusals-case_state = Case { $case } is “{ $now }”; it cannot be { $act }.
refusals-case_not_ready = Case { $case } is in progress; it is promised by { $due }. Please come to collect it then.
refusals-store_full = The server's disk is full or failing; nothing was changed. Please tell the technician.
refusals-store_busy = Another program holds the hall's data; nothing was changed. Please try again in a moment.
refusals-hall_away = The hall's data cannot be reached at the moment. Please try again in a moment; nothing is done twice.
refusals-hall_stopping = The hall's server is restarting; try again in a moment.

## refused: Sentences within refusals.

refused-opens = { " " }It opens on { $at }.
refused-span = { $span }
refused-today = today
refused-free = { " " }Window { $windows } is free now: please go there.
refused-ask = { " " }Please ask at the guide desk.

## voice: Spoken: the two halves of a call (the ticket's, the window's, and the window's while others wait), and what a kiosk reads aloud.

voice-ticket = Ticket { $code }
voice-window = please proceed to window { $code }
voice-brief = window { $code }
voice-choose = Please choose a service.
voice-department = Please choose a service, or go back.
voice-search = Type the first letters of the service.
voice-confirm = Please check the service, then press take a number.
voice-taken = Here is your number. Please take your slip and listen for the call.
voice-still = Do you need more time?
voice-help = The guide desk was called; somebody is on the way.
voice-card-early = Please choose a service first, then hold your card to the reader.
voice-card-unread = Your card was not read. Please hold it there again.
voice-no-card = This is no card. For an appointment please go back and check in.
voice-code-unknown = This is no slip and no appointment of this hall. The guide desk can help.
voice-away = No numbers can be given right now. Please go to the guide desk.
