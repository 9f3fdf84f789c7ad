//! `yizhan-simulation`: plays seeds, many in a row or one with an account of every step.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a program that prints what it finds")]

use clap::Parser;
use std::process::ExitCode;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use yizhan_simulation::{Defect, play};

/// Plays stations and a province by seeds and looks whether what was promised holds.
#[derive(Debug, Parser)]
struct Options {
    /// Play this one seed and tell what happens
    #[arg(long)]
    seed: Option<u64>,
    /// Play so many seeds
    #[arg(long, default_value_t = 1_000)]
    seeds: u64,
    /// Begin with this one
    #[arg(long, default_value_t = 1)]
    from: u64,
    /// Play until so many minutes are over
    #[arg(long)]
    minutes: Option<u64>,
    /// At the same time
    #[arg(long, default_value_t = 1)]
    threads: u64,
    /// Go on behind a seed that fails, and list them all
    #[arg(long)]
    all: bool,
    /// Plant a defect
    #[arg(long, value_parser = defect)]
    defect: Option<Defect>,
}

fn defect(name: &str) -> Result<Defect, String> {
    let known: Vec<&str> = Defect::ALL.into_iter().map(Defect::as_str).collect();
    Defect::parse(name).ok_or_else(|| format!("known are {}", known.join(", ")))
}

fn main() -> ExitCode {
    let options = Options::parse();
    if let Some(seed) = options.seed {
        return match play(seed, options.defect, true) {
            Ok(played) => {
                println!("{}", played.told.join("\n"));
                println!("seed {seed} holds: {} steps, {} promises", played.steps, played.promised);
                ExitCode::SUCCESS
            }
            Err(broken) => {
                println!("{broken}");
                eprintln!("seed {seed} is broken");
                ExitCode::FAILURE
            }
        };
    }
    many(&options)
}

fn many(options: &Options) -> ExitCode {
    let begun = Instant::now();
    let end = options.minutes.map(|minutes| begun + Duration::from_secs(60 * minutes));
    let (next, failed) = (AtomicU64::new(options.from), AtomicU64::new(0));
    let last = if end.is_some() { u64::MAX } else { options.from + options.seeds };
    let sums = [const { AtomicU64::new(0) }; 5];
    std::thread::scope(|scope| {
        for _ in 0..options.threads.max(1) {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    let over = end.is_some_and(|end| Instant::now() >= end);
                    if seed >= last || over || (!options.all && failed.load(Ordering::Relaxed) > 0) {
                        return;
                    }
                    match play(seed, options.defect, false) {
                        Ok(played) => {
                            let counts =
                                [1, u64::from(played.steps), played.promised, played.power_cuts, played.put_back];
                            for (sum, count) in sums.iter().zip(counts) {
                                sum.fetch_add(count, Ordering::Relaxed);
                            }
                        }
                        Err(broken) => {
                            failed.fetch_add(1, Ordering::Relaxed);
                            println!("seed {seed}: {broken}");
                            println!("  again: cargo run -p yizhan-simulation -- --seed {seed}");
                        }
                    }
                }
            });
        }
    });
    let [seeds, steps, promised, cuts, put_back] = sums.map(|sum| sum.load(Ordering::Relaxed));
    let seconds = begun.elapsed().as_secs_f64();
    let failed = failed.load(Ordering::Relaxed);
    println!(
        "{seeds} seeds hold, {failed} do not; {steps} steps, {promised} promises kept, {cuts} power cuts, {put_back} old copies put \
         back; {seconds:.1} s, {:.0} seeds an hour",
        seeds as f64 / seconds * 3_600.0
    );
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
