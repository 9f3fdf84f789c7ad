//! Films by the real ffmpeg, and by programs that behave as badly as programs can.

use super::*;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};

const BUDGET: Budget = Budget { width: 64, height: 64, fps: 10 };

fn wanted(file: &Path) -> Wanted<'_> {
    Wanted { file, budget: BUDGET, sound: false, from_millis: 0 }
}

/// Plays to the end; the pictures that came.
fn played(player: &mut dyn Player) -> Result<Vec<Frame>, ShowError> {
    let (mut frames, mut frame, begun) = (Vec::new(), Frame::default(), Instant::now());
    loop {
        assert!(begun.elapsed() < Duration::from_mins(1), "it never ended");
        match player.next(&mut frame)? {
            Step::Frame => frames.push(frame.clone()),
            Step::Nothing => {}
            Step::Over => return Ok(frames),
        }
    }
}

/// A program that stands for ffmpeg.
fn fake(folder: &Path, script: &str) -> Ffmpeg {
    let path = folder.join("ffmpeg");
    fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    Ffmpeg::new(path).patience(Duration::from_secs(2), Duration::from_millis(400))
}

const PICTURE: &str = r"printf 'P6\n2 1\n255\nabcdef'";

#[test]
fn a_film_is_played_to_its_end_in_its_own_time_and_scaled_down() {
    let folder = tempfile::tempdir().unwrap();
    let film = folder.path().join("film.mp4");
    let made = Command::new("ffmpeg")
        .args(["-loglevel", "error", "-f", "lavfi", "-i", "testsrc=duration=1:size=160x120:rate=10"])
        .args(["-c:v", "mpeg4", "-y"])
        .arg(&film)
        .status()
        .expect("ffmpeg is among the packages of packaging/debian-packages.txt");
    assert!(made.success());
    // Media lie under their hash, without an ending.
    let named = folder.path().join("9f86d0");
    fs::rename(film, &named).unwrap();
    let mut player = Ffmpeg::new("ffmpeg");
    player.begin(&wanted(&named)).unwrap();
    let frames = played(&mut player).unwrap();
    assert!((8..=12).contains(&frames.len()), "{} pictures", frames.len());
    assert!(frames.iter().all(|frame| (frame.width, frame.height, frame.rgb.len()) == (64, 48, 64 * 48 * 3)));
    assert!(frames.windows(2).all(|two| two[0].at_millis < two[1].at_millis));
    // From its middle on it is shorter.
    player.begin(&Wanted { from_millis: 500, ..wanted(&named) }).unwrap();
    let rest = played(&mut player).unwrap();
    assert!(rest.len() < frames.len() && rest.first().is_some_and(|frame| frame.at_millis >= 500));
}

#[test]
fn what_is_no_film_is_said_to_be_none() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("list");
    // A list of further addresses is no film of ours, whatever ffmpeg could do with it.
    fs::write(&file, "#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1:1/film.ts\n").unwrap();
    let mut player = Ffmpeg::new("ffmpeg");
    player.begin(&wanted(&file)).unwrap();
    assert!(matches!(played(&mut player), Err(ShowError::Ended(_))));
}

#[test]
fn a_player_that_is_not_there_hangs_or_dies_is_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("film");
    let mut missing = Ffmpeg::new("/nowhere/ffmpeg");
    assert!(matches!(missing.begin(&wanted(&file)), Err(ShowError::NotStarted(_))));
    let fails = |script: &str| {
        let mut player = fake(folder.path(), script);
        player.begin(&wanted(&file)).unwrap();
        played(&mut player).unwrap_err()
    };
    assert!(matches!(fails(&format!("{PICTURE}; sleep 30")), ShowError::Still), "it hangs after a picture");
    assert!(matches!(fails(&format!("{PICTURE}; exit 3")), ShowError::Ended(_)), "it dies after a picture");
    assert!(matches!(fails("exit 1"), ShowError::Ended(_)), "it dies before one");
    assert!(matches!(fails("while :; do echo garbage-without-any-sense; done"), ShowError::Unreadable));
}

#[test]
fn a_machine_without_a_sound_device_still_shows_the_film() {
    let folder = tempfile::tempdir().unwrap();
    let script = format!("case \"$*\" in *alsa*) exit 1;; esac; {PICTURE}");
    let mut player = fake(folder.path(), &script);
    player.begin(&Wanted { sound: true, ..wanted(folder.path()) }).unwrap();
    assert_eq!(played(&mut player).unwrap().len(), 1);
}

/// Open files and children of this process.
fn held() -> (usize, usize) {
    let count = |folder: PathBuf| fs::read_dir(folder).map_or(0, Iterator::count);
    let children =
        fs::read_to_string(format!("/proc/self/task/{}/children", rustix::thread::gettid().as_raw_nonzero()));
    (count("/proc/self/fd".into()), children.unwrap_or_default().split_whitespace().count())
}

#[test]
fn hundreds_of_films_one_after_another_leave_no_child_and_no_open_file() {
    let folder = tempfile::tempdir().unwrap();
    let mut player = fake(folder.path(), PICTURE);
    let mut frame = Frame::default();
    player.begin(&wanted(folder.path())).unwrap();
    played(&mut player).unwrap();
    let before = held().1;
    for turn in 0..300 {
        player.begin(&wanted(folder.path())).unwrap();
        // Some end, some are broken off by somebody's touch, some by the next film.
        match turn % 3 {
            0 => assert_eq!(played(&mut player).unwrap().len(), 1),
            1 => player.stop(),
            _ => drop(player.next(&mut frame).unwrap()),
        }
    }
    player.stop();
    assert_eq!(held().1, before, "children");
    // Other tests of this process open and close files of their own, a handful at a time.
    assert!(held().0 < 200, "{} open files", held().0);
}

#[test]
fn a_poster_is_read_by_what_it_is_and_scaled_down() {
    let folder = tempfile::tempdir().unwrap();
    let picture = image::RgbImage::from_fn(200, 100, |x, _| image::Rgb([x as u8, 0, 0]));
    for format in [image::ImageFormat::Png, image::ImageFormat::Jpeg] {
        let file = folder.path().join("0a1b");
        picture.save_with_format(&file, format).unwrap();
        let frame = still(&file, BUDGET).unwrap();
        assert_eq!((frame.width, frame.height, frame.rgb.len()), (64, 32, 64 * 32 * 3), "{format:?}");
    }
    let file = folder.path().join("none");
    fs::write(&file, "no picture").unwrap();
    assert!(matches!(still(&file, BUDGET), Err(ShowError::Unreadable)));
}
