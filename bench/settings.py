"""Settings of the benchmark: the application's own, on a database that is thrown away afterwards.

SQLite gets a file of its own, PostgreSQL a database `bench_<name>` beside the one of DATABASE_URL.
"""

import os
import tempfile
import warnings
from pathlib import Path

# Static files are served from their sources; nothing is collected for a benchmark.
warnings.filterwarnings("ignore", message="No directory at")
os.environ.setdefault("SECRET_KEY", "only-for-bench")
os.environ.setdefault("POKIN_UJI", "1")
os.environ.pop("DEBUG", None)
os.environ.pop("SECURE_PROXY", None)

from cascading.settings import *  # noqa: E402, F403
from cascading.settings import DATABASES  # noqa: E402

ROOT_URLCONF = "bench.urls"
ALLOWED_HOSTS = ["testserver", "127.0.0.1"]
TUGAS_SYNC = True
WHITENOISE_USE_FINDERS = True

_default = DATABASES["default"]
if _default["ENGINE"] == "django.db.backends.sqlite3":
    _file = Path(tempfile.gettempdir()) / f"pokin-bench-{os.getuid()}-{os.getpid()}.sqlite3"
    _default["TEST"] = {"NAME": str(_file)}
else:
    _default["TEST"] = {"NAME": f"bench_{_default['NAME']}"}
