//! The page that says what the demo did: each step with its picture, and what the platform held in the end.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// One step of the walk.
struct Step {
    caption: String,
    picture: PathBuf,
}

/// Steps as they happen; written out as `account.md`.
pub struct Account {
    dir: PathBuf,
    steps: Vec<Step>,
    facts: Vec<(String, String)>,
}

impl Account {
    /// An empty account in a folder, from which pictures of an earlier walk are removed.
    pub fn begin(dir: &Path) -> io::Result<Self> {
        fs::create_dir_all(dir)?;
        for entry in fs::read_dir(dir)? {
            let path = entry?.path();
            if path.extension().is_some_and(|e| e == "png") {
                fs::remove_file(path)?;
            }
        }
        Ok(Self { dir: dir.to_owned(), steps: Vec::new(), facts: Vec::new() })
    }

    /// Names the picture of the next step: `03-detail.png`.
    pub fn step(&mut self, name: &str, caption: &str) -> PathBuf {
        let file = PathBuf::from(format!("{:02}-{name}.png", self.steps.len() + 1));
        self.steps.push(Step { caption: caption.to_owned(), picture: file.clone() });
        self.dir.join(file)
    }

    /// Something the platform or the station said, word for word.
    pub fn fact(&mut self, title: &str, text: &str) {
        self.facts.push((title.to_owned(), text.trim().to_owned()));
    }

    pub fn write(&self) -> io::Result<PathBuf> {
        let mut page = String::from("# The main job, walked by touch\n\n");
        for (number, step) in self.steps.iter().enumerate() {
            let _infallible =
                writeln!(page, "{}. {} ([picture]({}))", number + 1, step.caption, step.picture.display());
        }
        for (title, text) in &self.facts {
            let _infallible = write!(page, "\n## {title}\n\n```\n{text}\n```\n");
        }
        let file = self.dir.join("account.md");
        fs::write(&file, page)?;
        Ok(file)
    }
}
