//! The program: arguments in, exit code out.
//!
//! Everything that makes a book is in the library; here are the terminal and the disk.

mod commands;

use std::process::ExitCode;

fn main() -> ExitCode {
    commands::run()
}
