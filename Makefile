# Two commands do everything on a fresh Debian machine with Swift: `make demo` and `make test`.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c

# One set of flags for every build, so that nothing is built twice.
SWIFT_FLAGS := --explicit-target-dependency-import-check error
DEBUG_BINARY := .build/debug/jedisnon
RELEASE_BINARY := .build/release/jedisnon

.PHONY: demo build release test deps test-deps lint bench foreign numbering deb deb-deps check-deb security clean

demo: build
	$(DEBUG_BINARY) demo $(DEMO_FLAGS)

build: deps
	swift build $(SWIFT_FLAGS)

release: deps
	swift build $(SWIFT_FLAGS) -c release --static-swift-stdlib --product jedisnon

test: deps test-deps
	swift build $(SWIFT_FLAGS) --build-tests
	swift test $(SWIFT_FLAGS) --skip-build --skip '^ServiceTests\.'
	# These start the real program and wait for it: one after the other, so that none waits for a processor instead.
	swift test $(SWIFT_FLAGS) --skip-build --no-parallel --filter '^ServiceTests\.' --skip '^ServiceTests\.Hotplug'
	# These see a make-believe /sys with modems that are plugged in and pulled out.
	umockdev-wrapper swift test $(SWIFT_FLAGS) --skip-build --no-parallel --filter '^ServiceTests\.Hotplug'
	$(DEBUG_BINARY) demo --once
	Tests/foreign/run.sh $(DEBUG_BINARY)
	Tests/udev/check.sh
	tools/numbering/check.sh

# What a build needs: headers of the database, of udev and of sound, a C++ library for the TOML reader; and the program
# that speaks, for the demo.
deps:
	@packaging/install-missing "to build jedisnon" libsqlite3-dev:/usr/include/sqlite3.h \
	  libudev-dev:/usr/include/libudev.h libsndfile1-dev:/usr/include/sndfile.h libsoxr-dev:/usr/include/soxr.h \
	  libasound2-dev:/usr/include/alsa/asoundlib.h g++:/usr/bin/g++ pkg-config:/usr/bin/pkg-config \
	  espeak-ng:/usr/bin/espeak-ng

# What the tests need: programs nobody here wrote, which use the simulator as their modem.
test-deps:
	@packaging/install-missing "to test jedisnon" gammu:/usr/bin/gammu gammu-smsd:/usr/bin/gammu-smsd \
	  smstools:/usr/sbin/smsd sqlite3:/usr/bin/sqlite3 python3-venv:/usr/share/doc/python3-venv jq:/usr/bin/jq \
	  libumockdev-dev:/usr/include/umockdev-1.0/umockdev.h umockdev:/usr/bin/umockdev-wrapper \
	  sox:/usr/bin/sox libsox-fmt-all:/usr/share/doc/libsox-fmt-all gcc:/usr/bin/cc

# A Debian package in dist/: around a new release build, or around BINARY. See docs/installing.md.
deb: deb-deps $(if $(BINARY),,release)
	packaging/build-deb $(or $(BINARY),$(RELEASE_BINARY))

# Installs, uses, upgrades, removes and purges a package of the debug program, quickly compressed; as root, and only where
# a copy of the machine can be made or the machine knows no jedisnon.
check-deb: build deb-deps
	rm -rf .build/package
	TEST_PACKAGE=1 DEB_COMPRESSION=-z1 packaging/build-deb $(DEBUG_BINARY) .build/package
	Tests/packaging/check.sh .build/package/jedisnon_*.deb

security:
	systemd-analyze security --offline=true --no-pager packaging/jedisnon.service

deb-deps:
	@packaging/install-missing "to build a package" dpkg-dev:/usr/bin/dpkg-shlibdeps binutils:/usr/bin/readelf \
	  python3:/usr/bin/python3 man-db:/usr/bin/man

lint:
	swift format lint --strict --configuration .swift-format -r Sources Tests Package.swift

bench: release
	python3 Benchmarks/run.py $(RELEASE_BINARY)

clean:
	rm -rf .build dist
