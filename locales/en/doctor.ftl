# How a station is, for its technician: what each check found, and what to do about it. `yizhan doctor` and the diagnostic screen.

doctor-program = { $state ->
    [trial] Yizhan { $what } is on trial; it is kept or goes within a quarter of an hour.
    [went] A newer version was refused here, and the one before it runs: { $what }
   *[good] Yizhan { $what }
}
remedy-program = Send what the command below writes to whoever published it; a release that is mended has a higher version.
doctor-settings = { $state ->
    [none] There is no file of settings; command line and environment say everything.
    [last_good] The file of settings has { $n } faults, so the one before it counts: { $what }
    [faulty] The file of settings has { $n } faults: { $what }
   *[good] The file of settings holds { $n } settings: { $what }
}
remedy-settings = Correct the file at the line named and check it with the command below, then restart the kiosk.
doctor-key = { $state ->
    [file] The store's key lies in a file beside the store ({ $what }): who takes the disk takes the key.
    [begun] A change of the store's key was cut off, and the one before is still about: run yizhan-seal-key --change once more.
    [both] The key is handed over by the service manager, but { $what } still lies beside the store.
    [none] The store has no key here.
   *[good] The store's key is handed over by the service manager.
}
remedy-key = Seal the key to this machine with the command below; its copy belongs in the province's safe. Where there is a store and no key, bring the copy back: without it nobody can read the store.
doctor-store = { $state ->
    [missing] There is no station in { $what }.
    [no_key] The store does not open: { $what }
    [wrong_key] The store does not open with this key: { $what }
    [too_new] A newer version wrote the store: { $what }
    [locked] Another program holds the store: { $what }
    [read_only] The store cannot be written: { $what }
    [disk_full] The store does not open because the disk is full: { $what }
    [damaged] The store is damaged: { $what }
    [other] The store does not open: { $what }
   *[good] The store opens; SQLite { $what }.
}
remedy-store = Copy the whole data folder to another disk before anything else; nothing in it was changed. Then: bring back the key, install the newer version, free space, or make the machine a station.
doctor-integrity = { $state ->
    [damaged] The store's pages are damaged: { $what }
    [no_log] The store is not written through a log: a power cut may take something back.
   *[good] Every page of the store is whole.
}
remedy-integrity = Copy the whole data folder to another disk, and write what waits onto a stick with the command below while that works. Then let the province restore the station.
doctor-traces = { $state ->
    [never] Nobody has gone yet after whom memory and files were looked through.
    [found] Visitors who had gone left something behind (counted: { $n }), in: { $what }
   *[good] Memory and files were looked through when visitors had gone, and nothing was left (counted: { $n }).
}
remedy-traces = Restart the machine, which clears what is in memory, and send the support bundle that the command below writes to whoever looks after it; no visitor is named in it.
doctor-disk = { $state ->
    [unknown] How much space is left cannot be read: { $what }
    [bad] Only { $n } megabytes are left: a registration may not be saved.
    [poor] Only { $n } megabytes are left.
   *[good] { $n } megabytes are left.
}
remedy-disk = Remove what does not belong to the station: old logs, packages, damaged catalogues that were set aside.
doctor-enrolled = { $state ->
    [none] The machine is no station yet.
   *[good] It is station { $n }, { $what }.
}
remedy-enrolled = Ask the platform for a one-time code and enrol with the command below.
doctor-clock = { $state ->
    [unknown] How right the clock is shows at the first contact with the platform.
    [off] The machine's clock is { $n } seconds wrong. The station sets itself right, other programs do not.
   *[good] The clock is within { $n } seconds of the province's.
}
remedy-clock = Set the clock; where it is wrong again after a night without power, change the battery on the board.
doctor-line = { $state ->
    [silent] Nothing answers at { $what }.
   *[good] Something answers at { $what }.
}
remedy-line = Look at the cable, the router and the address. Everything is kept here until the line is back.
doctor-contact = { $state ->
    [never] The platform has never answered.
    [old] The platform answered { $n } hours ago.
    [trouble] The platform does not answer as it should: { $what }
   *[good] The platform answered { $n } hours ago.
}
remedy-contact = Try once with the command below and do what it says. Where the line stays away, carry what waits on a stick (yizhan export).
doctor-waiting = { $state ->
    [old] { $n } entries wait, the oldest for more than three days.
   *[good] { $n } entries wait to be sent.
}
remedy-waiting = Look at the line; or carry them on a stick with the command below.
doctor-refused = { $state ->
    [some] The platform refused { $n } entries.
   *[good] The platform refused none.
}
remedy-refused = A clerk finds each with its reason at the staff desk and corrects it.
doctor-packs = { $state ->
    [none] No content of the province has come yet (policies, forms, courses and so on).
    [refused] Content of the province is not in force here and the one before it still is (counted: { $n }): { $what }
    [unreadable] How the province's content stands cannot be read: { $what }
   *[good] The province's content is in force as it came (packs: { $n }).
}
remedy-packs = Tell whoever runs the platform which kind, version and field the command below names; a pack that is mended has a higher version. Until it comes the one before stays in force.
doctor-card-reader = { $state ->
    [none] No card reader is set.
    [failing] The card reader does not work: { $what }
   *[good] The card reader is ready: { $what }
}
doctor-slip-printer = { $state ->
    [none] No printer of slips is set.
    [failing] The printer of slips does not work: { $what }
   *[good] The printer of slips is ready: { $what }
}
doctor-page-printer = { $state ->
    [none] No printer of pages is set.
    [failing] The printer of pages does not work: { $what }
   *[good] The printer of pages is ready: { $what }
}
doctor-scanner = { $state ->
    [none] No scanner at a port is set; one that types needs none.
    [failing] The scanner does not work: { $what }
   *[good] The scanner is there: { $what }
}
doctor-pinyin = { $state ->
    [failing] The engine that was asked for is not there, the built-in one is used: { $what }
   *[good] Pinyin is turned into characters by { $what }.
}
remedy-device = Look at cable, power and paper, and at the port: the account of the kiosk must be in the groups dialout and lp. The command below tries all of them.
remedy-pinyin = Install librime and its dictionary, or set the built-in engine.
doctor-voice = { $state ->
    [missing] The program that reads aloud is missing: { $what }
   *[good] { $what } reads aloud.
}
remedy-voice = Install it, or name another voice in the settings.
doctor-sound = { $state ->
    [none] The machine has no sound card: nothing can be read aloud.
   *[good] The machine has a sound card.
}
remedy-sound = Switch sound on in the firmware, or plug a card in.
doctor-films = { $state ->
    [none] The station wants to play no films.
    [missing] The program that plays films is missing ({ $what }): posters stand in their place.
   *[good] { $what } plays films.
}
remedy-films = Install it, or set films to nothing.
doctor-memory = { $state ->
    [unknown] How much memory is free cannot be read.
    [bad] Only { $n } megabytes of memory are free.
    [poor] Only { $n } megabytes of memory are free.
   *[good] { $n } megabytes of memory are free.
}
remedy-memory = Look which other programs run here; a kiosk's machine needs none.
doctor-temperature = { $state ->
    [unknown] The machine does not tell its temperature.
    [bad] The machine is { $n } degrees hot and may switch off.
    [poor] The machine is { $n } degrees hot.
   *[good] The machine has { $n } degrees.
}
remedy-temperature = Clean the fan and the openings, and keep the terminal out of the sun.
doctor-display = { $state ->
    [unknown] Which screens are there cannot be read.
    [none] No screen is connected.
   *[good] A screen is connected at { $what }.
}
remedy-display = Look at the screen's cable and power.
doctor-touch = { $state ->
    [unknown] Which input devices are there cannot be read.
    [none] No touch screen is connected.
   *[good] The touch screen is { $what }.
}
remedy-touch = Look at the touch screen's cable (often USB, apart from the picture's).
doctor-core-dumps = { $state ->
    [unknown] What becomes of a crashed program's memory cannot be read.
    [kept] The memory of a crashed program is kept ({ $what }): it would hold what people typed.
   *[good] A crashed program's memory is not kept.
}
remedy-core-dumps = Take over the kernel settings of the package with the command below.
doctor-swap = { $state ->
    [unknown] Whether memory is written to the disk cannot be read.
    [disk] Memory is written to the disk ({ $what }).
   *[good] Memory is not written to the disk.
}
remedy-swap = Switch it off with the command below and remove its line from /etc/fstab; compressed memory (zram) may stay.
doctor-consoles = { $state ->
    [logind] A key combination leads to a console: logind opens one.
    [getty] A key combination leads to a console: { $what }
   *[good] No key combination leads to a console.
}
remedy-consoles = Take over the package's file for logind and mask the consoles with the command below.
doctor-key-combinations = { $state ->
    [unknown] Which key combinations the kernel takes cannot be read.
    [sysrq] The kernel takes key combinations of its own (sysrq is { $what }).
    [restart] Ctrl+Alt+Del starts the machine anew.
   *[good] Neither the kernel nor the system takes key combinations.
}
remedy-key-combinations = Take over the package's kernel settings and mask the target with the command below.
doctor-sticks = { $state ->
    [barred] USB sticks are barred.
    [mounted] USB sticks are mounted by themselves ({ $what }).
   *[good] A USB stick is mounted by a technician only.
}
remedy-sticks = Mask that service with the command below.
doctor-accounts = { $state ->
    [unknown] Which accounts there are cannot be read.
    [open] An account has no password: { $what }
    [own] The account of the kiosk has a shell: { $what }
    [many] { $n } people have accounts with a shell: { $what }
   *[good] { $n } people have an account with a shell.
}
remedy-accounts = Take the shell from every account but the technician's with the command below.
doctor-ports = { $state ->
    [unknown] Which ports are open cannot be read.
    [open] { $n } ports are open to others: { $what }
   *[good] No port is open to others.
}
remedy-ports = Find out who listens with the command below, and switch it off.
doctor-firewall = { $state ->
    [none] There is no nftables profile: the kiosk can reach every network.
    [unset] The nftables profile does not hold the platform's address: the kiosk can reach nothing.
    [stopped] The nftables profile is not loaded when the machine starts.
   *[good] The nftables profile is loaded when the machine starts.
}
remedy-firewall = Write the platform's address into /etc/yizhan/firewall.nft and load it with the command below.

diagnosis-again = Try again
diagnosis-why = The kiosk fell over several times in a row. What somebody should see to:
diagnosis-nothing = Nothing was found that somebody should see to.
