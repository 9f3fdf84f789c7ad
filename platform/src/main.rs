//! The platform's program; everything is in the library.

fn main() -> std::process::ExitCode {
    yizhan_platform::cli::run()
}
