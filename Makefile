# Two commands matter: `make demo` and `make test`.  Both do all their own set-up.
SHELL := /bin/bash
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
PY := $(VENV)/bin/python
CLIENT := client_web/dist/index.html
NATIVE := build/native.stamp
PORT ?= 8080
MEDIA_PORT ?= 8081

.PHONY: setup demo run test test-client test-computing test-scenarios test-acceptance check bench browsers clean types lock sanitize fuzz fuzz-rest search soak

setup: $(VENV)/run.stamp $(NATIVE) $(CLIENT)

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV) || (test "$$(id -u)" = 0 && apt-get update -qq && apt-get -o DPkg::Lock::Timeout=400 install -y -qq python3-venv && $(PYTHON) -m venv $(VENV))

$(VENV)/run.stamp: requirements.lock | $(VENV)/bin/python
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	touch $@

# After the native parts: two installers at once spoil an environment.
$(VENV)/dev.stamp: requirements-dev.lock $(VENV)/run.stamp | $(NATIVE) $(VENV)/store.stamp
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $@

# The object store tests speak to, apart from the environment: it wants other versions of some packages than the product.
$(VENV)/store.stamp: requirements-store.lock $(VENV)/run.stamp
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes --upgrade --target $(VENV)/store -r requirements-store.lock
	touch $@

# The native parts are optional: without a compiler their references run; of the kernel's /healthz says so.
$(NATIVE): $(wildcard media/fanout/*.pyx media/fanout/*.pxi media/mixer/*.pyx headless/*.pyx) setup.py requirements-build.lock $(VENV)/run.stamp
	mkdir -p build
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-build.lock
	$(PY) setup.py --quiet build_ext --inplace || echo "native parts not built: their references will run"
	touch $@

client_web/node_modules/.stamp: client_web/package.json client_web/package-lock.json
	cd client_web && npm ci --no-audit --no-fund --silent
	touch $@

$(CLIENT): client_web/node_modules/.stamp $(shell find client_web/src client_web/public client_web/index.html client_web/vite.config.ts -type f 2>/dev/null)
	cd client_web && npm run --silent build
	touch $@

demo: setup
	$(PY) run.py demo --host 127.0.0.1 --port $(PORT) --media-port $(MEDIA_PORT)

run: setup
	$(PY) run.py serve --host 127.0.0.1 --port $(PORT) --media-port $(MEDIA_PORT)

GSTREAMER := python3-gi gir1.2-gst-plugins-base-1.0 gir1.2-gst-plugins-bad-1.0 gstreamer1.0-nice \
  $(addprefix gstreamer1.0-plugins-,base good bad ugly)

PION := golang-go golang-github-pion-webrtc.v3-dev

# What the tests with real browsers, senders and the deployment need; installed only when missing and only as root.  Nothing of
# it is started: policy-rc.d forbids it while apt runs.
browsers:
	@missing=""; for p in chromium firefox-esr pulseaudio ip:iproute2 fc-list:fontconfig turnserver:coturn nginx nft:nftables pdftotext:poppler-utils ffmpeg; do \
	  command -v $${p%%:*} >/dev/null || missing="$$missing $${p##*:}"; done; \
	/usr/bin/python3 -c "import gi; gi.require_version('GstWebRTC', '1.0')" 2>/dev/null || missing="$$missing $(GSTREAMER)"; \
	test -e /usr/lib/nginx/modules/ngx_stream_module.so || missing="$$missing libnginx-mod-stream"; \
	test -d /usr/share/gocode/src/github.com/pion/webrtc && command -v go >/dev/null || missing="$$missing $(PION)"; \
	if [ -n "$$missing" ]; then \
	  if [ "$$(id -u)" = 0 ]; then policy=/usr/sbin/policy-rc.d; \
	    if [ -e $$policy ]; then policy=; else printf '#!/bin/sh\nexit 101\n' > $$policy && chmod +x $$policy && trap "rm -f $$policy" EXIT; fi; \
	    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=400 install -y -qq --no-install-recommends $$missing fonts-noto-core fonts-noto-cjk >/dev/null; \
	  else echo "install as root for the browser tests:$$missing" >&2; exit 1; fi; fi

check: $(VENV)/dev.stamp client_web/node_modules/.stamp
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/ruff check .
	$(VENV)/bin/mypy
	cd client_web && npm run --silent check

# What waits leaves most of the machine idle: downloads run beside each other, and what only computes runs beside what waits for
# real time, and gives way.
test:
	$(MAKE) --no-print-directory -j 4 --output-sync=line setup $(VENV)/dev.stamp browsers
	$(MAKE) --no-print-directory -j 2 --output-sync=line check test-client
	$(MAKE) --no-print-directory -j 3 --output-sync=line test-computing test-scenarios test-acceptance

test-client:
	cd client_web && npm test --silent

test-computing:
	nice -n 10 $(PY) -m pytest --ignore tests/scenarios --ignore tests/journeys --ignore tests/acceptance
	$(PY) -m pytest --durations 10 tests/journeys

test-scenarios:
	$(PY) -m pytest --durations 10 tests/scenarios

test-acceptance:
	$(PY) -m pytest --durations 25 tests/acceptance

# What takes long in real time and fails with nothing else that `make test` does not show.
soak: setup $(VENV)/dev.stamp browsers
	$(PY) -m pytest -m soak --durations 25 tests

bench: setup $(VENV)/dev.stamp
	$(PY) -m bench $(if $(QUICK),--quick)

# The native code under the address and undefined-behaviour sanitizers, in build/sanitized; needs gcc's libasan and libubsan.
sanitize: setup $(VENV)/dev.stamp
	$(PY) -m tests.fuzz.sanitize

$(VENV)/fuzz.stamp: requirements-fuzz.lock $(VENV)/dev.stamp
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-fuzz.lock
	touch $@

# Coverage-guided, FUZZ_SECONDS for each of TARGETS (default: all of tests/fuzz/targets.py).
FUZZ_SECONDS ?= 60
fuzz: setup $(VENV)/fuzz.stamp
	$(PY) -m tests.fuzz.run $(TARGETS) --seconds $(FUZZ_SECONDS)

# Every property-based test with a thousand new examples.
search: setup $(VENV)/dev.stamp
	HYPOTHESIS_PROFILE=search $(PY) -m pytest $$(grep -rlE "@given|RuleBasedStateMachine" tests --include='test_*.py')

# The REST interface of the real server, asked by its own description; QUESTIONS for each operation and kind of question.
QUESTIONS ?= 50
fuzz-rest: setup $(VENV)/dev.stamp
	$(PY) -m tests.fuzz.rest --examples $(QUESTIONS)

types: $(VENV)/run.stamp
	$(PY) -m server.signaling.typescript > client_web/src/protocol/messages.ts

lock: | $(VENV)/bin/python
	$(PY) -m pip install --quiet pip-tools
	$(PY) -m piptools compile --quiet --generate-hashes --allow-unsafe --no-header --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --strip-extras -o requirements.lock pyproject.toml
	$(PY) -m piptools compile --quiet --generate-hashes --allow-unsafe --no-header --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --strip-extras --extra dev -o requirements-dev.lock pyproject.toml
	printf 'cython==3.3.1\nsetuptools>=80\n' | $(PY) -m piptools compile --quiet --generate-hashes --allow-unsafe --no-header --no-emit-index-url --no-emit-find-links --no-emit-trusted-host -o requirements-build.lock -
	printf 'moto[s3]==5.2.5\nflask==3.1.3\nflask-cors==6.0.5\n' | $(PY) -m piptools compile --quiet --generate-hashes --allow-unsafe --no-header --no-emit-index-url --no-emit-find-links --no-emit-trusted-host -o requirements-store.lock -
	printf 'atheris==3.0.0\n' | $(PY) -m piptools compile --quiet --generate-hashes --allow-unsafe --no-header --no-emit-index-url --no-emit-find-links --no-emit-trusted-host -o requirements-fuzz.lock -

clean:
	rm -rf build client_web/dist client_web/node_modules/.stamp $(NATIVE)
