"""Settings of the tests: the application's own, with what makes a test run quick and alone.

On SQLite each test process has a file of its own (browser tests and workers need a database that
several processes and threads can open); elsewhere Django's `test_<name>` is used.
"""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("SECRET_KEY", "only-for-tests")
os.environ.setdefault("POKIN_UJI", "1")
# Playwright keeps an event loop in the test's thread, where Django would refuse to query.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
os.environ.pop("DEBUG", None)
os.environ.pop("SECURE_PROXY", None)

from cascading.settings import *  # noqa: E402, F403
from cascading.settings import DATABASES  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TUGAS_SYNC = True
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
WHITENOISE_AUTOREFRESH = True
WHITENOISE_MAX_AGE = 3600  # seconds; nobody changes a script during a run

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    _file = Path(tempfile.gettempdir()) / f"pokin-uji-{os.getuid()}-{os.getpid()}.sqlite3"
    DATABASES["default"]["TEST"] = {"NAME": str(_file)}
