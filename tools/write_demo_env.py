"""Print the settings of a demonstration on one's own machine: no HTTPS, and secrets made for this copy alone."""

import secrets

print(
    f"""\
# Written by `make demo` for this copy alone; .env.example describes every setting.
SECRET_KEY={secrets.token_urlsafe(50)}
USE_HTTPS=off
DJANGO_SUPERUSER_USERNAME=clerk
DJANGO_SUPERUSER_EMAIL=clerk@localhost
DJANGO_SUPERUSER_PASSWORD={secrets.token_urlsafe(9)}"""
)
