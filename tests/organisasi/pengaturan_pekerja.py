"""Settings of the worker that test_worker.py starts: the test's own database, real queueing."""

import os

from tests.settings import *  # noqa: F403
from tests.settings import DATABASES, INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.organisasi.pekerjaan_uji"]
DATABASES["default"]["NAME"] = os.environ["POKIN_UJI_BASISDATA"]
TUGAS_SYNC = False
