# Pokin for web, worker and migration alike; the command decides (see docker-compose.yml).

FROM python:3.11-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /venv
COPY requirements.txt /tmp/
RUN /venv/bin/pip install --require-hashes -r /tmp/requirements.txt

FROM python:3.11-slim-bookworm
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
       libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 libfontconfig1 fonts-dejavu-core \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --create-home --uid 10001 pokin
COPY --from=build /venv /venv
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 STATIC_ROOT=/app/static-root
WORKDIR /app
COPY . .
# The key of this one command signs nothing.
RUN mkdir -p var && chown pokin var \
    && SECRET_KEY=build python manage.py collectstatic --noinput --verbosity 0
USER pokin
EXPOSE 8000
# Two processes unless WEB_CONCURRENCY says otherwise (gunicorn reads it by itself).
ENV WEB_CONCURRENCY=2
CMD ["gunicorn", "cascading.wsgi:application", "--bind", "0.0.0.0:8000", "--threads", "4", \
     "--timeout", "60", "--no-control-socket", "--worker-tmp-dir", "/dev/shm", \
     "--access-logfile", "-"]
