#!/bin/sh
# Cargo's RUSTC_WORKSPACE_WRAPPER for `make fuzz`: the project's own crates count which of their edges are reached and trace what they
# compare, on stable Rust. Dependencies stay as they are, so that those of the tests are taken.
case " $* " in
*" --crate-name build_script"* | *" --crate-name ___"* | *" --crate-type proc-macro"* | *" --print"* | *" -vV"*) exec "$@" ;;
esac
exec "$@" --cfg fuzzing -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares
