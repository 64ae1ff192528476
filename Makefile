# Two commands do everything on a fresh Debian machine with Swift: `make demo` and `make test`.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c

# One set of flags for every build, so that nothing is built twice.
SWIFT_FLAGS := --explicit-target-dependency-import-check error
DEBUG_BINARY := .build/debug/jedisnon
RELEASE_BINARY := .build/release/jedisnon
# No library beside the program is taken for the system's, and all addresses are resolved at the start (BIND_NOW).
RELEASE_LINK := --disable-local-rpath -Xlinker -z -Xlinker now

.PHONY: demo build release test test-vm deps test-deps lint bench cost foreign numbering refusals simulation properties mutants fuzz-config fuzz-toml deb deb-deps vm-deps check-deb security clean

demo: build
	$(DEBUG_BINARY) demo $(DEMO_FLAGS)

build: deps
	swift build $(SWIFT_FLAGS)

release: deps
	swift build $(SWIFT_FLAGS) -c release --static-swift-stdlib $(RELEASE_LINK) --product jedisnon

test: deps test-deps
	swift build $(SWIFT_FLAGS) --build-tests
	Tests/run.sh $(DEBUG_BINARY)

# What a build needs: headers of the database, of udev, of sound and of the TOML reader, and a C++ library for that; and
# the program that speaks, for the demo.
deps:
	@packaging/install-missing "to build jedisnon" libsqlite3-dev:/usr/include/sqlite3.h \
	  libudev-dev:/usr/include/libudev.h libsndfile1-dev:/usr/include/sndfile.h libsoxr-dev:/usr/include/soxr.h \
	  libasound2-dev:/usr/include/alsa/asoundlib.h libtomlplusplus-dev:/usr/include/toml++/toml.h \
	  g++:/usr/bin/g++ pkg-config:/usr/bin/pkg-config espeak-ng:/usr/bin/espeak-ng

# What the tests need: programs nobody here wrote, which use the simulator as their modem.
test-deps:
	@packaging/install-missing "to test jedisnon" gammu:/usr/bin/gammu gammu-smsd:/usr/bin/gammu-smsd \
	  smstools:/usr/sbin/smsd sqlite3:/usr/bin/sqlite3 python3-venv:/usr/share/doc/python3-venv jq:/usr/bin/jq \
	  libumockdev-dev:/usr/include/umockdev-1.0/umockdev.h umockdev:/usr/bin/umockdev-wrapper \
	  sox:/usr/bin/sox libsox-fmt-all:/usr/share/doc/libsox-fmt-all gcc:/usr/bin/cc openssl:/usr/bin/openssl

# A million configurations that somebody broke, or N, from SEED: none ends the reader or takes 2 s; and RUNS of them by the
# program itself. See docs/architecture.md.
fuzz-config: deps test-deps
	swift build $(SWIFT_FLAGS) --build-tests
	JEDISNON_MUTATIONS=$(or $(N),1000000) JEDISNON_MUTATION_SEED=$(or $(SEED),1) JEDISNON_MUTATION_RUNS=$(or $(RUNS),1000) \
	  swift test $(SWIFT_FLAGS) --skip-build --filter 'LineConfigurationTests\.ConfigurationMutationTests'

# The same for the TOML reader alone, with libFuzzer and the sanitizers of addresses and of undefined behaviour, for
# SECONDS; what was found interesting stays in .build/fuzz.
fuzz-toml: deps
	mkdir -p .build/fuzz/corpus
	cp packaging/jedisnon.toml .build/fuzz/corpus/
	clang++ -std=c++17 -O1 -g -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=undefined \
	  -ISources/CToml/include Sources/CToml/CToml.cpp Tests/fuzz/toml.cpp -o .build/fuzz/toml
	.build/fuzz/toml -max_len=4096 -timeout=5 -rss_limit_mb=512 -max_total_time=$(or $(SECONDS),300) .build/fuzz/corpus

# Every command of every family of modems, refused in each form and left unanswered; `make test` tries what is a family's own.
refusals: deps test-deps
	swift build $(SWIFT_FLAGS) --build-tests
	JEDISNON_REFUSALS=all swift test $(SWIFT_FLAGS) --skip-build --filter 'ModemsTests\.RefusalTests'

# A box in made-up time: N stories from SEED on, each checked by a model; `make test` plays 1,000.
simulation: deps
	swift build $(SWIFT_FLAGS) --build-tests
	JEDISNON_SEEDS=$(or $(N),10000) JEDISNON_SEED=$(or $(SEED),1) SWIFT_DETERMINISTIC_HASHING=1 \
	  swift test $(SWIFT_FLAGS) --skip-build --filter '^SimulationTests'

# Histories of the policy beside a table of its own, N of them; HISTORY plays one again and prints it. `make test` plays a million.
properties: deps
	swift build $(SWIFT_FLAGS) --build-tests
	JEDISNON_HISTORIES=$(or $(N),1000000) $(if $(HISTORY),JEDISNON_HISTORY=$(HISTORY)) \
	  swift test $(SWIFT_FLAGS) --skip-build --filter '^PolicyPropertyTests'

# Faults that are planted in a copy of the sources, each of which a test must catch; ONLY=NAME,NAME tries some. See docs/mutants.md.
mutants: deps
	python3 Tests/mutants/run.py $(if $(ONLY),--only $(ONLY))

# A Debian package in dist/: around a new release build, or around BINARY. See docs/installing.md.
deb: deb-deps $(if $(BINARY),,release)
	packaging/build-deb $(or $(BINARY),$(RELEASE_BINARY))

# Installs, uses, upgrades, removes and purges a package of the debug program, quickly compressed; as root, and only where
# a copy of the machine can be made or the machine knows no jedisnon.
check-deb: build deb-deps
	rm -rf .build/package
	TEST_PACKAGE=1 DEB_COMPRESSION=-z1 packaging/build-deb $(DEBUG_BINARY) .build/package
	Tests/packaging/check.sh .build/package/jedisnon_*.deb

# The package on a real kernel: a guest of qemu, with sticks that the guest's own drivers take. By hand, as root; see
# docs/testing-vm.md. Around BINARY if given, else around the debug program. CHAPTERS=hung,stopped plays only these; GUESTS=4
# shares them out among so many guests.
test-vm: $(if $(BINARY),,build) deb-deps vm-deps
	rm -rf .build/package-vm
	TEST_PACKAGE=1 DEB_COMPRESSION=-z1 packaging/build-deb $(or $(BINARY),$(DEBUG_BINARY)) .build/package-vm
	Tests/vm/run.sh .build/package-vm/jedisnon_*.deb $(or $(BINARY),$(DEBUG_BINARY)) $(if $(CHAPTERS),--only $(CHAPTERS)) \
	  --guests $(or $(GUESTS),$(shell n=$$(($$(nproc) / 2)); echo $$((n < 1 ? 1 : n > 4 ? 4 : n))))

vm-deps:
	@packaging/install-missing "to run a guest" qemu-system-x86:/usr/bin/qemu-system-x86_64 qemu-utils:/usr/bin/qemu-img \
	  mmdebstrap:/usr/bin/mmdebstrap e2fsprogs:/sbin/mke2fs python3:/usr/bin/python3

security:
	systemd-analyze security --offline=true --no-pager packaging/jedisnon.service

deb-deps:
	@packaging/install-missing "to build a package" dpkg-dev:/usr/bin/dpkg-shlibdeps binutils:/usr/bin/readelf \
	  python3:/usr/bin/python3 man-db:/usr/bin/man

lint:
	swift format lint --strict --configuration .swift-format -r Sources Tests Package.swift

bench: release
	python3 Benchmarks/run.py $(RELEASE_BINARY)
	python3 Benchmarks/evidence.py $(RELEASE_BINARY)
	python3 Benchmarks/large.py $(RELEASE_BINARY)

# What one answered text costs: allocations, commits, instructions, time of the processor.
cost: release
	@packaging/install-missing "to count" heaptrack:/usr/bin/heaptrack strace:/usr/bin/strace \
	  qemu-user:/usr/bin/qemu-x86_64 gcc:/usr/bin/cc
	python3 Benchmarks/cost.py $(RELEASE_BINARY)

clean:
	rm -rf .build dist
