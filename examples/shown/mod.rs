//! What passers-by are shown: a poster and a picture of a film, drawn here, since no employer's may be.

use crate::fake;
use yizhan::domain::content::read;
use yizhan::domain::service::Content;
use yizhan::domain::showing::{Frame, Picture, Turn};
use yizhan::domain::{MediaHash, Posting};

/// The sample packs with something to show.
pub fn content() -> Content {
    let mut content = fake::content::samples();
    let hash = MediaHash::of(b"poster");
    let body =
        format!(r#"{{"shows": [{{"id": "one", "title": "招工", "poster": {{"sha256": "{hash}", "bytes": 3}}}}]}}"#);
    content.take(read("playlist", &body).expect("a good pack").expect("a known kind"));
    // A talk that can be watched here, and a dialect that somebody has recorded.
    let mut courses = fake::content::body("courses");
    let items = courses.get_mut("items").and_then(|items| items.as_array_mut());
    let is_talk = |item: &&mut serde_json::Value| item.get("id").is_some_and(|id| id == "talk-planning");
    if let Some(talk) = items.and_then(|items| items.iter_mut().find(is_talk)).and_then(|talk| talk.as_object_mut()) {
        let film = MediaHash::of(b"talk").to_string();
        talk.insert(
            "watch".to_owned(),
            serde_json::json!({ "sha256": film, "bytes": 3, "type": "video/mp4", "minutes": 5 }),
        );
    }
    content.take(read("courses", &courses.to_string()).expect("a good pack").expect("a known kind"));
    let voices = r#"{"dialects": [{"id": "changsha", "title": {"zh": "长沙话", "en": "Changsha"}, "recordings": []}]}"#;
    content.take(read("voices", voices).expect("a good pack").expect("a known kind"));
    content
}

/// The turn of a posting.
pub fn turn(posting: Posting) -> Turn {
    Turn {
        id: posting.id.to_string(),
        title: posting.title.as_str().into(),
        line: "".into(),
        posting: Some(Box::new(posting)),
        picture: Picture::Still(MediaHash::of(b"poster")),
        instead: None,
        seconds: 120,
    }
}

/// An upright poster: a hall in the evening, sparks flying.
pub fn poster() -> Frame {
    drawn(900, 1080, "")
}

/// A lying picture of a film, with what is said in it.
pub fn film() -> Frame {
    drawn(960, 540, "我们车间今年招二十名焊工，有师傅带。")
}

fn drawn(width: usize, height: usize, said: &str) -> Frame {
    let mut rgb = Vec::with_capacity(width * height * 3);
    for y in 0..height {
        for x in 0..width {
            let (u, v) = (x as f32 / width as f32, y as f32 / height as f32);
            rgb.extend(pixel(u, v, width as f32 / height as f32));
        }
    }
    Frame { width, height, rgb, said: said.to_owned(), at_millis: 4_000 }
}

/// The colour at a place from 0 to 1.
fn pixel(u: f32, v: f32, aspect: f32) -> [u8; 3] {
    let sky = [30.0 + 60.0 * v, 45.0 + 60.0 * v, 80.0 + 40.0 * v];
    let beam = ((u * 9.0).fract() < 0.12 || (v * 6.0).fract() < 0.06) && v < 0.62;
    let floor = v > 0.66;
    let (dx, dy) = ((u - 0.58) * aspect, v - 0.56);
    let glow = 1.0 / (1.0 + 90.0 * (dx * dx + dy * dy));
    let ray = (dy.atan2(dx) * 14.0).sin().max(0.0).powi(6) * (1.0 - (dx.hypot(dy) * 2.4)).max(0.0);
    let ground = match (beam, floor) {
        (true, _) => [sky[0] * 0.55, sky[1] * 0.55, sky[2] * 0.6],
        (_, true) => [52.0 + 20.0 * v, 50.0 + 16.0 * v, 54.0],
        _ => sky,
    };
    let light = glow + ray;
    [ground[0] + 240.0 * light, ground[1] + 190.0 * light, ground[2] + 110.0 * light].map(|part| part.min(255.0) as u8)
}
