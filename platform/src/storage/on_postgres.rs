//! The same tests on a real `PostgreSQL` server: what is promised of a store is promised of both.

#![expect(clippy::duplicate_mod, reason = "one set of tests for two stores")]

use super::Store;
use super::testing::postgres as fresh_store;

#[path = "batches_tests.rs"]
mod batches_tests;
#[path = "board_tests.rs"]
mod board_tests;
#[path = "doubts_tests.rs"]
mod doubts_tests;
#[path = "merged_tests.rs"]
mod merged_tests;
#[path = "pictures_tests.rs"]
mod pictures_tests;
#[path = "tests.rs"]
mod tests;
