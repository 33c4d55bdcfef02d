# The archive's web process, as a user without rights. Build: docker build --tag newsarchive .
FROM python:3.13-slim AS build

ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /build
RUN python -m venv /opt/venv
COPY requirements.txt .
RUN /opt/venv/bin/pip install --require-hashes -r requirements.txt

FROM python:3.13-slim

RUN groupadd --system --gid 10001 archive \
    && useradd --system --uid 10001 --gid 10001 --home-dir /app --shell /usr/sbin/nologin archive \
    && install --directory --owner=archive --group=archive --mode=0700 /var/lib/newsarchive
COPY --from=build /opt/venv /opt/venv
WORKDIR /app
COPY manage.py ./
COPY newsarchive newsarchive
COPY articles articles
COPY templates templates
COPY static static
COPY samples samples

ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    VAR_DIR=/var/lib/newsarchive \
    BIND=0.0.0.0:8000 \
    ACCESS_LOG=on
USER 10001:10001
VOLUME /var/lib/newsarchive
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=4 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
CMD ["gunicorn", "--config", "newsarchive/gunicorn.py", "newsarchive.wsgi"]
