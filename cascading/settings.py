"""Settings of Pokin, read from the environment; without a SECRET_KEY the application refuses to start.

Every name is listed in `.env.example` and in the README's table of settings.
"""

import os
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from whitenoise.compress import Compressor

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"


def env_flag(name: str, *, default: bool = False) -> bool:
    """Read a yes/no setting; 1, true, yes, ya and on mean yes."""
    value = os.environ.get(name)
    return default if value is None else value.strip().lower() in {"1", "true", "yes", "ya", "on"}


def env_list(name: str, default: str = "") -> list[str]:
    """Read a comma-separated setting."""
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


DEBUG = env_flag("DEBUG")
SECRET_KEY = os.environ.get("SECRET_KEY", "")
if not SECRET_KEY:
    if not DEBUG:
        raise ImproperlyConfigured(
            "SECRET_KEY belum diisi. Isi di lingkungan atau berkas .env; `make run` membuatkannya."
        )
    SECRET_KEY = "hanya-untuk-pengembangan"  # noqa: S105 - only reachable with DEBUG=1

ALLOWED_HOSTS = env_list("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = env_list("CSRF_TRUSTED_ORIGINS")

INSTALLED_APPS = [
    "cascading",
    "evaluasi",
    "jabatan",
    "perencanaan",
    "pohon",
    "organisasi",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "mptt",
    "rest_framework",
    "rest_framework.authtoken",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_q",
    "django_htmx",
    "axes",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "organisasi.middleware.MasukMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "organisasi.middleware.ZonaWaktuMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "cascading.urls"
WSGI_APPLICATION = "cascading.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "cascading.context_processors.kerangka_halaman",
            ],
            "builtins": ["lib.templatetags.pokin"],
        },
    }
]

# --- Database: embedded SQLite by default, PostgreSQL by DATABASE_URL. -----------------------------
DATABASES = {
    "default": dj_database_url.config(
        default=f"sqlite:///{VAR_DIR / 'pokin.sqlite3'}", conn_max_age=60, conn_health_checks=True
    )
}
if "sqlite" in DATABASES["default"]["ENGINE"]:
    VAR_DIR.mkdir(exist_ok=True)
    # One writer at a time, waiting its turn, while readers go on (see the docstring of lib.tree).
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- People ----------------------------------------------------------------------------------------
AUTH_USER_MODEL = "organisasi.Pengguna"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {"user_attributes": ("username", "nama", "email")}),
        ("MinimumLengthValidator", {}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    )
]
LOGIN_URL = "organisasi:masuk"
LOGIN_REDIRECT_URL = "beranda"
LOGOUT_REDIRECT_URL = "organisasi:masuk"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "organisasi.views.akun.terkunci"
AXES_VERBOSE = False
SESSION_COOKIE_AGE = 12 * 60 * 60

# --- Language, time ----------------------------------------------------------------------------------
LANGUAGE_CODE = "id"
TIME_ZONE = os.environ.get("TIME_ZONE", "Asia/Jakarta")
USE_I18N = True
USE_TZ = True
# Years and keys stay as they are; amounts go through the filters angka and rupiah.
USE_THOUSAND_SEPARATOR = False

# --- Static files --------------------------------------------------------------------------------------
STATIC_URL = "static/"
STATIC_ROOT = Path(os.environ.get("STATIC_ROOT", VAR_DIR / "static"))
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or env_flag("POKIN_UJI")
        else "cascading.penyimpanan.Statis"
    },
}
WHITENOISE_USE_FINDERS = DEBUG
# Source maps are for developers' tools; compressing them doubled the time of a first start.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = [*Compressor.SKIP_COMPRESS_EXTENSIONS, "map"]

# --- Security -----------------------------------------------------------------------------------------------
if env_flag("SECURE_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 31_536_000
    AXES_CLIENT_IP_CALLABLE = "organisasi.middleware.client_ip"
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "cascading.views.galat_csrf"
CONTENT_SECURITY_POLICY = {
    "EXCLUDE_URL_PREFIXES": ["/admin/"],
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}
FILE_UPLOAD_HANDLERS = ["lib.unggah.DalamIngatan"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

# --- API ----------------------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "rest_framework.authentication.TokenAuthentication",  # first: it makes the answer a 401
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["lib.api_masukan.JsonParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_PAGINATION_CLASS": "lib.api_masukan.Halaman",
    "PAGE_SIZE": 50,
    "EXCEPTION_HANDLER": "lib.api.exception_handler",
    "COERCE_DECIMAL_TO_STRING": False,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "API Pokin",
    "DESCRIPTION": "Pohon kinerja: membaca, menyunting, dan mengikuti perubahannya.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.IsAuthenticated"],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
}

# --- Background jobs: django-q2, the database as broker until REDIS_URL is given. ---------------------------
Q_CLUSTER = {
    "name": "pokin",
    "workers": int(os.environ.get("Q_WORKERS", "1")),
    "timeout": int(os.environ.get("Q_TIMEOUT", "900")),  # seconds a job may take
    "retry": int(os.environ.get("Q_RETRY", "960")),  # then a killed worker's job is offered again
    "max_attempts": 3,
    "ack_failures": True,
    "poll": 1.0,
    "save_limit": 200,
    "catch_up": False,
    "label": "Antrean",
}
if REDIS_URL := os.environ.get("REDIS_URL"):
    Q_CLUSTER["redis"] = REDIS_URL
else:
    Q_CLUSTER["orm"] = "default"

TUGAS_SYNC = env_flag("TUGAS_SYNC")  # run jobs at once, in the request: tests
TUGAS_DENYUT = float(os.environ.get("TUGAS_DENYUT", "10"))  # seconds between signs of life

# --- Pages composed of several rooms: the roof lists which parts a page has. ---------------------------------
# Each part: key, title, url name (takes the pk of the simpul), first tahap at which it has something to say.
POKIN_BAGIAN_SIMPUL = [
    ("penuangan", "Penuangan", "perencanaan:bagian_simpul", 5),
    ("jabatan", "Jabatan", "jabatan:bagian_simpul", 5),
    ("komentar", "Komentar", "evaluasi:bagian_komentar", 1),
]
# What the simpul of a tree are linked to (the editor's matrix): key, title, url name of the API (takes the pohon_id),
# first tahap at which links are made, the part of the simpul that shows the same. Shapes: pohon/hubungan.py.
POKIN_HUBUNGAN_POHON = [
    ("komponen", "Komponen", "api_perencanaan:komponen", 5, "penuangan"),
    ("jabatan", "Jabatan", "api_jabatan:jabatan", 5, "jabatan"),
]
# Who fills the last columns of the table of Tahap 5: functions (user, pohon) -> KolomTahap5.
POKIN_KOLOM_TAHAP5 = ["cascading.ekspor.kolom_komponen", "cascading.ekspor.kolom_jabatan"]

# Where a tree is worked on beside its editor: label and url name (takes the pk of the pohon).
POKIN_TAUTAN_POHON = [
    ("Pemetaan ke komponen", "perencanaan:pemetaan"),
    ("Pembagian ke jabatan", "jabatan:pembagian"),
    ("Temuan dan reviu", "evaluasi:temuan"),
    ("Skor penyelarasan", "evaluasi:skor"),
    ("Komentar", "evaluasi:komentar"),
]
# Where the printable card of an indikator stands: url name (takes the pk of the indikator).
POKIN_KARTU_INDIKATOR = "jabatan:kartu_indikator"
# Where a tree is submitted for review: url name (takes the pk of the pohon).
POKIN_REVIU_POHON = "evaluasi:temuan"

# What the search of the page's head finds: key and title of each group, and the function
# (user, instansi, pencarian) -> list[Hasil] that fills it.
POKIN_CARI = [
    ("halaman", "Halaman", "cascading.cari.cari_halaman"),
    ("pohon", "Pohon kinerja", "pohon.cari.cari_pohon"),
    ("simpul", "Simpul", "pohon.cari.cari_simpul"),
    ("indikator", "Indikator", "pohon.cari.cari_indikator"),
    ("komponen", "Komponen perencanaan", "perencanaan.cari.cari_komponen"),
    ("dokumen", "Dokumen perencanaan", "perencanaan.cari.cari_dokumen"),
    ("jabatan", "Jabatan", "jabatan.cari.cari_jabatan"),
    ("pejabat", "Pejabat", "jabatan.cari.cari_pejabat"),
    ("unit", "Unit", "organisasi.cari.cari_unit"),
    ("nomenklatur", "Nomenklatur", "perencanaan.cari.cari_nomenklatur"),
]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": os.environ.get("LOG_LEVEL", "WARNING")},
}
