"""How gunicorn serves the archive: `gunicorn --config newsarchive/gunicorn.py newsarchive.wsgi`."""

import os

bind = os.environ.get("BIND", "127.0.0.1:8000")
workers = int(os.environ.get("WEB_WORKERS", "2"))
# Reading an upload of a hundred pages takes longer than gunicorn's usual half minute on a small machine.
timeout = 180
# Nobody steers it at run time, and several archives may run on one machine.
control_socket_disable = True
accesslog = "-" if os.environ.get("ACCESS_LOG") else None
# Old workers go before they grow; not all at the same time.
max_requests = 5000
max_requests_jitter = 500


def post_worker_init(worker):
    """Read jieba's dictionary before the first reader asks, not while they wait."""
    from articles.search.whoosh.analysis import query_words

    query_words("词")
