# The commands of this project. `make demo` and `make test` do all the set-up on a fresh Debian machine with git, make
# and Rust; the others are for those who work on it.

.PHONY: demo test lint bench prove fuzz personas screens guide packages packages-arm64 deb deps

CARGO ?= cargo
PACKAGING := packaging

# Runs the main job: platform, station and kiosk in a throw-away folder. Without a display it walks the kiosk by touch in
# a virtual one and leaves numbered screenshots and an account in target/demo/.
demo: deps
	$(CARGO) build --workspace --bins
	target/debug/yizhan demo $(if $(DISPLAY)$(WAYLAND_DISPLAY),,--headless --screenshots target/demo)

# Everything that must hold before a change lands; .ci/run calls this.
test: deps lint
	$(CARGO) test --workspace --no-fail-fast

lint:
	$(CARGO) fmt --all --check
	$(CARGO) clippy --workspace --all-targets -- -D warnings
	@if command -v cargo-deny >/dev/null; then $(CARGO) deny check bans licenses sources; \
	else echo "cargo-deny is not installed; licences and duplicate versions were not checked"; fi

# Measures what the project promises to be fast, and prints its tables. In the release profile: nothing else is shipped.
# One set of features for all: the reference engines share crates with the programs, which would be built twice otherwise.
# YIZHAN_BENCH_MILLION=1 adds the search over 1,000,000 postings, which takes half an hour.
BENCH := --workspace --features yizhan-engines/tantivy
bench: deps
	$(CARGO) build --release $(BENCH) --bins
	$(CARGO) bench $(BENCH) --bench spine
	$(CARGO) bench $(BENCH) --bench province
	$(CARGO) bench $(BENCH) --bench engines
	$(CARGO) bench $(BENCH) --bench input
	$(MAKE) personas

# What proves that nothing is lost and does not fit into a run of the tests: hours of seeds, 500 kills, a long run over everything that
# reads bytes of strangers. Half a day on two cores; PROVE_MINUTES says how long the seeds are played. docs/reliability.md has the figures.
PROVE_MINUTES ?= 60
prove: deps
	$(CARGO) run --release --workspace --bin yizhan-simulation -- --minutes $(PROVE_MINUTES) --threads $$(nproc) --from $$(date +%s)000
	YIZHAN_KILLS=500 $(CARGO) test --workspace --test faults killed_at_any_moment
	YIZHAN_FUZZ=100000 $(CARGO) test --workspace --test foreign
	YIZHAN_SEEDS=100000 $(CARGO) test --workspace --test seeds
	YIZHAN_VISITORS=60 $(CARGO) test --workspace --test journeys eight_days -- --nocapture
	YIZHAN_CUTS_EVERY=1 $(CARGO) test --workspace --test faults line::
	$(CARGO) deny check advisories

# Every reader of foreign bytes by itself, guided by what of the code is reached; FUZZ_SECONDS=3600 is an hour for each, READERS="feed
# pack" takes some alone. What it adds to the corpus lies in fuzz/found, what breaks a reader in fuzz/artifacts. Besides Rust it needs
# a C++ compiler, for libFuzzer. The program is kept apart, since the next build of another state would overwrite it.
FUZZ_SECONDS ?= 300
READERS ?=
fuzz: deps
	RUSTC_WORKSPACE_WRAPPER=$(CURDIR)/fuzz/instrument.sh \
		$(CARGO) build --workspace --features yizhan-fuzz/guided --bin reader
	cp target/debug/reader fuzz/program
	FUZZ_PROGRAM=$(CURDIR)/fuzz/program fuzz/run.sh $(FUZZ_SECONDS) $(READERS)
	fuzz/table.sh

# Twelve people with an errand each: how many touches it takes them, and how long the kiosk takes over it.
personas: deps
	$(CARGO) test --workspace --test journeys personas::
	@cat target/tmp/personas/*

# Pictures of every screen in docs/screens/.
screens: deps
	$(PACKAGING)/make-screens.sh

# The pictures of the one-page guide alone, which are those of the first start.
guide: deps
	$(PACKAGING)/make-screens.sh first

# Debian packages of this machine's architecture in target/packages/.
packages: deps
	$(CARGO) build --release --workspace --bins
	$(PACKAGING)/make-deb.sh

# The same for boards with an ARM processor, made on this machine: Rust from rustup, the other architecture's C compiler from Debian.
ARM := aarch64-unknown-linux-gnu
packages-arm64: packages
	$(PACKAGING)/install-deps.sh arm64
	rustup target add $(ARM)
	CARGO_TARGET_AARCH64_UNKNOWN_LINUX_GNU_LINKER=aarch64-linux-gnu-gcc PKG_CONFIG_ALLOW_CROSS=1 \
		$(CARGO) build --release --workspace --bins --target $(ARM)
	$(PACKAGING)/make-deb.sh --arch arm64 --bin target/$(ARM)/release --tools target/release

deb: packages

deps:
	@$(PACKAGING)/install-deps.sh
