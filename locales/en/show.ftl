# Posters and films while nobody is here, and lessons to watch.

shown-open = { $title }: touch to see this job
shown-touch = Touch the picture to see this job
shown-today =
    { $n ->
        [one] { $n } job today
       *[other] { $n } jobs today
    }
shown-newest = Just posted
watch-open = Watch the film
watch-minutes = Watch the film ({ $n } min)
watch-film = The film that is playing
watch-loading = In a moment
watch-paused = Paused
watch-pause = Pause
watch-go-on = Go on
watch-again = Once more
watch-from-start = From the start
watch-sound = Sound on
watch-silent = Sound off
watch-heard = People beside you hear it too; you can switch the sound off and read.
watch-over = That was the film
watch-over-below = Watch it once more, or go back
watch-not-here = This film is not at this station yet
watch-not-here-below = It comes by itself when there is a line; please try later
watch-broken = This film cannot be played here
watch-broken-below = The staff can show it to you on a phone
