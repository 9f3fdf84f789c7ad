//! What must hold: after each step, and when everything has come to rest. It is read from the files themselves, past the stores.

use super::count;
use super::desk::{Desk, Kind, Row};
use super::play::Play;
use super::province::Accepted;
use super::{Broken, breaks};
use std::collections::BTreeMap;
use yizhan::domain::EntryId;
use yizhan::runtime::world::day_of;

pub type Held = BTreeMap<EntryId, Vec<Accepted>>;

/// After a step of one station.
pub fn after_step(play: &mut Play, which: usize) -> Result<(), Broken> {
    let restored = play.province.borrow().restored > 0;
    let accepted = look_at_province(play)?;
    count::sold_once(play)?;
    let Some(desk) = play.desks.get_mut(which) else { return Ok(()) };
    if desk.running.is_none() || desk.disk.borrow().is_down() {
        return Ok(());
    }
    let rows = desk.look()?;
    nothing_is_lost(desk, &rows, restored)?;
    if let (Some(accepted), false) = (&accepted, restored) {
        taken_is_there(&rows, accepted)?;
    }
    desk.seen = rows;
    Ok(())
}

/// What the platform has accepted; nothing of it may ever be missing again but where an old copy was put back.
fn look_at_province(play: &mut Play) -> Result<Option<Held>, Broken> {
    let province = play.province.borrow();
    if province.disk.borrow().is_down() {
        return Ok(None);
    }
    let accepted = province.accepted()?;
    let (restored, runs) = (province.restored, province.is_running());
    drop(province);
    let (before, at) = &play.held;
    if *at == restored
        && let Some(id) = before.iter().find(|id| !accepted.contains_key(id))
    {
        return Err(breaks!("the platform has lost the accepted entry {id}"));
    }
    // What a platform that was killed had not yet committed may stand in its log, and nobody was told of it: it counts when the
    // platform has it after its start.
    if runs || *at != restored {
        play.held = (accepted.keys().copied().collect(), restored);
    }
    play.played.accepted = accepted.len() as u64;
    Ok(Some(accepted))
}

/// Each promise stands in the file in exactly one state, and no entry ever vanishes, changes or goes back.
fn nothing_is_lost(desk: &Desk, rows: &BTreeMap<EntryId, Row>, restored: bool) -> Result<(), Broken> {
    for promise in desk.promises.iter().filter(|promise| !promise.lost) {
        if !rows.contains_key(&promise.entry) {
            return Err(breaks!("{:?} of person {} was promised and is not there", promise.kind, promise.person));
        }
    }
    for (id, before) in &desk.seen {
        let Some(now) = rows.get(id) else { return Err(breaks!("entry {id} ({}) has vanished", before.kind)) };
        if (now.seq, &now.hash, &now.kind, now.subject) != (before.seq, &before.hash, &before.kind, before.subject) {
            return Err(breaks!("entry {id} has changed: {before:?}, now {now:?}"));
        }
        let back = matches!(
            (before.state.as_str(), now.state.as_str()),
            ("acknowledged" | "refused", "waiting") | ("acknowledged", "refused") | ("refused", "acknowledged")
        );
        if back && !restored {
            return Err(breaks!("entry {id} went from {} to {}", before.state, now.state));
        }
    }
    for (id, row) in rows {
        if !["waiting", "refused", "acknowledged"].contains(&row.state.as_str()) {
            return Err(breaks!("entry {id} is {}", row.state));
        }
    }
    Ok(())
}

/// What counts as taken the platform has, once, as it was written here.
fn taken_is_there(rows: &BTreeMap<EntryId, Row>, accepted: &Held) -> Result<(), Broken> {
    for (id, row) in rows.iter().filter(|(_, row)| row.state == "acknowledged") {
        match accepted.get(id).map(Vec::as_slice) {
            Some([there]) if there.hash == row.hash && there.seq == row.seq => {}
            Some([there]) => return Err(breaks!("entry {id} is another at the platform: {there:?}, here {row:?}")),
            Some(many) => return Err(breaks!("the platform has entry {id} {} times", many.len())),
            // A platform that was put back has lost it, and it can be sent no more: its time was over here, or it is erased.
            None if row.gone => {}
            None => return Err(breaks!("entry {id} ({}) counts as taken, and the platform has it not", row.kind)),
        }
    }
    Ok(())
}

/// When nothing is left to do.
pub fn at_rest(play: &mut Play) -> Result<(), Broken> {
    let accepted = look_at_province(play)?.ok_or_else(|| breaks!("the platform has no power"))?;
    let restored = play.province.borrow().restored > 0;
    let today = day_of(play.truth.get());
    let open = play.province.borrow().open_postings(today)?;
    let mut promised = 0;
    for (number, desk) in (1_i64..).zip(&play.desks) {
        let rows = desk.look()?;
        nothing_is_lost(desk, &rows, restored)?;
        taken_is_there(&rows, &accepted)?;
        for promise in desk.promises.iter().filter(|promise| !promise.lost) {
            promised += 1;
            let row = rows.get(&promise.entry).ok_or_else(|| breaks!("a promise is not there"))?;
            let sold_twice = promise.kind == Kind::Seat && row.state == "refused" && desk.put_back == 0 && !restored;
            if sold_twice {
                return Err(breaks!("person {} has the slip of a seat that is not there: {row:?}", promise.person));
            }
            // A wish that was refused is made again, and stands beside it.
            let again = matches!(promise.kind, Kind::Withdrawn | Kind::Erased) && row.state == "refused";
            if row.state != "acknowledged" && !row.superseded && !again {
                return Err(breaks!("{:?} of person {} is still {row:?}", promise.kind, promise.person));
            }
        }
        let strangers = accepted
            .iter()
            .filter(|(id, there)| !rows.contains_key(id) && there.iter().any(|there| there.station == number));
        if desk.put_back == 0
            && let Some((id, there)) = strangers.into_iter().next()
        {
            return Err(breaks!("the platform has entry {id} of station {number}, which never made it: {there:?}"));
        }
        let here = desk.postings(today)?;
        if here != open {
            return Err(breaks!("station {number} shows {here:?}, open are {open:?}"));
        }
        ledger(desk, number, &rows, &accepted)?;
        count::of_the_year(desk, &rows)?;
        if desk.put_back == 0 && !restored {
            count::of_the_years(desk, number, &rows, &accepted)?;
            count::of_311(desk, number, &rows, &accepted)?;
        }
    }
    play.played.promised = promised;
    wishes(&accepted)?;
    for (posting, day, held, seats) in play.province.borrow().seats()? {
        if held > seats {
            return Err(breaks!("posting {posting} has {seats} seats on {day}, and {held} people hold one"));
        }
    }
    Ok(())
}

/// What was done for people counts the same here and there.
fn ledger(desk: &Desk, number: i64, rows: &BTreeMap<EntryId, Row>, accepted: &Held) -> Result<(), Broken> {
    if desk.put_back > 0 {
        return Ok(());
    }
    for kind in ["service", "service_note", "seat_step", "withdrawal", "erasure", "registration"] {
        let here = rows.values().filter(|row| row.kind == kind && row.state == "acknowledged" && !row.gone).count();
        let there = accepted
            .iter()
            .filter(|(id, _)| rows.get(id).is_none_or(|row| !row.gone))
            .filter(|(_, there)| there.iter().any(|there| there.station == number && there.kind == kind))
            .count();
        if here != there {
            return Err(breaks!("station {number} counts {here} of {kind}, the province {there}"));
        }
    }
    Ok(())
}

/// A consent that was taken back is in nothing that was written before, and of whom wished to be erased nothing is left.
fn wishes(accepted: &Held) -> Result<(), Broken> {
    let all: Vec<&Accepted> = accepted.values().flatten().collect();
    for wish in all.iter().filter(|one| one.kind == "withdrawal" || one.kind == "erasure") {
        let hers = all.iter().filter(|one| {
            (one.station, one.subject) == (wish.station, wish.subject)
                && one.seq < wish.seq
                && !["withdrawal", "erasure"].contains(&one.kind.as_str())
        });
        for one in hers {
            let kept = if wish.kind == "erasure" { one.body != "null" } else { one.body.contains("\"push\"") };
            if kept {
                return Err(breaks!("{} {} was not followed in {} {}", wish.kind, wish.seq, one.kind, one.seq));
            }
        }
    }
    Ok(())
}

/// For whoever asks why there is no rest.
pub fn what_is_left(play: &Play) -> String {
    let mut left = Vec::new();
    for (number, desk) in (1..).zip(&play.desks) {
        let rows = desk.look().unwrap_or_default();
        let open = rows.iter().filter(|(_, row)| row.state == "waiting" || (row.state == "refused" && !row.superseded));
        let trouble =
            desk.running.as_ref().and_then(|running| running.station.line().ok()).and_then(|line| line.trouble);
        left.push(format!("station {number}, line {trouble:?}: {:?}", open.collect::<Vec<_>>()));
    }
    left.join("; ")
}
