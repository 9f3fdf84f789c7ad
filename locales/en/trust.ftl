# What stands between this machine and the province: shut out, one name twice, clock, settings.

trouble-revoked = The province has shut this machine out. Registrations are kept here and none is lost; please call the province.
trouble-parked = The province sees two machines under this station's name and has paused both. Registrations are kept here and none is lost; please call the province.
clock-is-behind = This machine's clock is { $much } slow and is set right by the province's time. Please check the battery on its board.
clock-is-ahead = This machine's clock is { $much } fast and is set right by the province's time. Please check the battery on its board.
settings-refused = Version { $n } of the province's settings is wrong; the ones before it are kept.
budget-spent = Today's data volume is used up: registrations go up as always, jobs are updated once an hour.
